import { availableParallelism, cpus, totalmem } from 'node:os';
import { formatTable } from '../../pipelines/cli/table.js';
import type { BenchResult } from './bench-result.js';

/** Suites by name; each is a file that exports one function. `npm run bench -- kernels scan` runs some. */
const SUITES: Readonly<Record<string, () => Promise<() => BenchResult[] | Promise<BenchResult[]>>>> = {
  kernels: async () => (await import('./kernels.js')).benchKernels,
  statistics: async () => (await import('./statistics.js')).benchStatistics,
  sweep: async () => (await import('./sweep.js')).benchSweep,
  scan: async () => (await import('./scan.js')).benchScan,
  cache: async () => (await import('./cache.js')).benchCache,
  trace: async () => (await import('./trace.js')).benchTrace,
  alphas: async () => (await import('./alphas.js')).benchAlphas,
  nightly: async () => (await import('./nightly.js')).benchNightly,
  pages: async () => (await import('./pages.js')).benchPages,
  learning: async () => (await import('./learning.js')).benchLearning,
};

const flags = process.argv.slice(2);
const isJson = flags.includes('--json');
const chosen = flags.filter((flag) => !flag.startsWith('--'));
const unknown = chosen.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`unknown suite ${unknown.join(', ')}: choose from ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const [name, load] of Object.entries(SUITES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.error(`${name} …`);
  results.push(...(await (await load())()));
}
if (isJson) console.log(JSON.stringify({ machine: machine(), results }, null, 2));
else printTable();

function machine() {
  return {
    node: process.versions.node,
    cpu: cpus()[0]?.model ?? 'unknown',
    processors: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

function printTable(): void {
  const { cpu, processors, node } = machine();
  console.log(`${cpu}, ${processors} processors, Node ${node}`);
  console.log(
    formatTable(
      [
        { title: 'what', align: 'left' },
        { title: 'measured', align: 'right' },
        { title: 'floor', align: 'right' },
        { title: 'ratio', align: 'right' },
        { title: 'budget', align: 'right' },
        { title: '', align: 'left' },
      ],
      results.map(({ name, value, unit, floor, ratio, budget }) => [
        name,
        `${round(value)} ${unit}`,
        floor === undefined ? '' : `${round(floor)} ${unit}`,
        ratio === undefined ? '' : `${round(ratio)}x`,
        budget === undefined
          ? ''
          : `${budget.of === 'ratio' ? `${budget.atMost}x` : `${budget.atMost} ${unit}`}`,
        budget === undefined ? '' : verdict(budget, value, ratio),
      ]),
    ),
  );
}

function verdict(
  budget: NonNullable<BenchResult['budget']>,
  value: number,
  ratio: number | undefined,
): string {
  const measured = budget.of === 'ratio' ? (ratio ?? Number.NaN) : value;
  return measured <= budget.atMost ? 'within' : 'OVER';
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(3);
}
