import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { LabResult, SweepQuestion, SweepResult } from '../../notebooks/components/lab-protocol.js';
import { openSweep } from '../../notebooks/components/lab-sweep.js';
import type { LoadedMarket } from '../../notebooks/components/market-reader.js';
import type { BenchResult } from './bench-result.js';

const SYMBOLS = 100;
const RUNS = 5;
/** Moving-average cross: 174 combinations of DESIGN.md's sweep, the fast one below the slow one. */
const GRID = {
  x: { name: 'fast', from: 5, to: 50, steps: 10 },
  y: { name: 'slow', from: 20, to: 200, steps: 19 },
} as const;
const COST_BPS = 10;

/** A backtest and a sweep by the Lab's own worker, from the built site, beside the same code in Node. */
export async function benchLab(
  page: Page,
  site: { readonly url: string; readonly root: string },
  market: LoadedMarket,
): Promise<BenchResult[]> {
  const question: SweepQuestion = {
    id: 1,
    strategy: 'sma-cross',
    symbols: market.symbols.slice(0, SYMBOLS).map(({ symbol }) => symbol),
    ...GRID,
    parameters: {},
    costBps: COST_BPS,
  };
  const node = sweepInNode(market, question);
  const tab = await runInTab(page, site, question);
  const { backtests, sweeps, combinations } = tab;
  const fastest = Math.min(...sweeps);
  return [
    {
      name: `Lab: one backtest over ${market.symbols.length} symbols, median of ${RUNS}`,
      value: [...backtests].sort((a, b) => a - b)[Math.floor(RUNS / 2)],
      unit: 'ms',
      budget: { of: 'value', atMost: 150 },
    },
    {
      name: `Lab: sweep of ${combinations} x ${question.symbols.length} symbols in a worker`,
      value: fastest,
      unit: 'ms',
      floor: node,
      ratio: fastest / node,
      budget: { of: 'ratio', atMost: 2 },
    },
  ];
}

/** Milliseconds of the faster of two sweeps, which is warm as the tab's second one is. */
function sweepInNode(market: LoadedMarket, question: SweepQuestion): number {
  const times = [0, 1].map(() => {
    const start = performance.now();
    const sweep = openSweep(market, question);
    for (let s = 0; s < sweep.symbols; s++) sweep.step();
    sweep.result();
    return performance.now() - start;
  });
  return Math.min(...times);
}

interface TabTimes {
  readonly backtests: readonly number[];
  readonly sweeps: readonly number[];
  readonly combinations: number;
}

/** Asks the worker of the Lab page, as the page does; the worker's own times. */
async function runInTab(
  page: Page,
  { url, root }: { readonly url: string; readonly root: string },
  question: SweepQuestion,
): Promise<TabTimes> {
  await page.addInitScript('globalThis.__name = (made) => made');
  await page.goto(`${url}method.html`);
  return page.evaluate(
    async ({ worker, bars, sweep, runs }) => {
      const lab = new Worker(worker, { type: 'module' });
      const next = <T>(pick: (data: { type: string; isComplete?: boolean; message?: string }) => boolean) =>
        new Promise<T>((done, fail) => {
          lab.addEventListener('message', function hear({ data }) {
            if (data.type === 'fault' || data.type === 'broken') fail(new Error(data.message));
            if (!pick(data)) return;
            lab.removeEventListener('message', hear);
            done(data);
          });
        });
      const here = next((data) => data.type === 'arrived' && data.isComplete === true);
      lab.postMessage({ type: 'open', url: bars }, { transfer: [] });
      await here;
      const backtests: number[] = [];
      for (let id = 0; id <= runs; id++) {
        const answer = next<{ result: LabResult }>((data) => data.type === 'result');
        const { strategy, costBps } = sweep;
        const run = {
          id,
          slot: 0,
          strategy,
          parameters: {},
          scope: 'all',
          symbol: sweep.symbols[0],
          costBps,
        };
        lab.postMessage({ type: 'run', question: run }, { transfer: [] });
        const { result } = await answer;
        if (id > 0) backtests.push(result.milliseconds);
      }
      const sweeps: number[] = [];
      let combinations = 0;
      for (let k = 0; k < 2; k++) {
        const answer = next<{ result: SweepResult }>((data) => data.type === 'sweep');
        lab.postMessage({ type: 'sweep', question: sweep }, { transfer: [] });
        const { result } = await answer;
        sweeps.push(result.milliseconds);
        combinations = result.x.length;
      }
      lab.terminate();
      return { backtests, sweeps, combinations };
    },
    {
      worker: `/_import/workers/${fileOf(join(root, '_import/workers'), /^lab\.\w+\.js$/)}`,
      bars: `/_file/data/site/${fileOf(join(root, '_file/data/site'), /^market\.\w+\.bin$/)}`,
      sweep: question,
      runs: RUNS,
    },
  );
}

function fileOf(folder: string, pattern: RegExp): string {
  const found = readdirSync(folder).find((name) => pattern.test(name));
  if (found === undefined) throw new Error(`benchLab: ${folder} has no file like ${pattern}`);
  return found;
}
