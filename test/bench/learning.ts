import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '../../models/random/index.js';
import {
  DEFAULT_TREE_OPTIONS,
  predictTrees,
  trainTrees,
  treeContributions,
} from '../../models/learning/index.js';
import { ingest, ingestOptionsSchema } from '../../pipelines/ingest/index.js';
import { loadMarket, storeBenchmark } from '../../pipelines/market/index.js';
import { encodeOnnx, openScoringModel, treesToOnnx } from '../../pipelines/score/index.js';
import { openForWriting } from '../../pipelines/store/index.js';
import { loadTrainingMatrix } from '../../pipelines/train/index.js';
import { sharedData } from '../real/shared-data.js';
import type { BenchResult } from './bench-result.js';
import { benchVerdicts } from './verdicts.js';

const ROWS = 100_000;
const FEATURES = 40;
const SYMBOLS = 5126;

/** Training, export, scoring and explanation of 200 trees of depth 6 on a seeded matrix. */
export async function benchLearning(): Promise<BenchResult[]> {
  const random = createRandom(1);
  const columns = Array.from({ length: FEATURES }, () =>
    Float32Array.from({ length: ROWS }, () => random.uniform() - 0.5),
  );
  const label = Float64Array.from(columns[0], (x, i) => x * (columns[1][i] > 0 ? 1 : -1) + random.normal());
  const session = Int32Array.from({ length: ROWS }, (_, i) => Math.floor(i / 100));
  const options = {
    ...DEFAULT_TREE_OPTIONS,
    trees: 200,
    depth: 6,
    rowFraction: 1,
    columnFraction: 1,
    minChildWeight: 20,
  };
  const [{ model }, training] = timed(() => trainTrees({ columns, label, session }, options));
  const [bytes, exporting] = timed(() => encodeOnnx(treesToOnnx(model)));
  const tonight = columns.map((column) => column.slice(0, SYMBOLS));
  const [, own] = timed(() => predictTrees(model, tonight));
  const scoring = await openScoringModel({
    folder: 'bench',
    bytes,
    hash: '',
    card: benchCard(),
  });
  await scoring.score(tonight);
  const started = performance.now();
  await scoring.score(tonight);
  const serving = performance.now() - started;
  await scoring.close();
  const [, explaining] = timed(() => treeContributions(model, tonight));
  return [
    ...(await benchMatrix()),
    row('train 200 trees of depth 6, 100,000 x 40, one thread', training / 1000, 's', 10),
    row('export 200 trees to ONNX', exporting, 'ms', 200),
    {
      ...row('score 5,126 symbols, 200 trees of depth 6', serving, 'ms', 60),
      floor: own,
      ratio: serving / own,
    },
    row('TreeSHAP 5,126 x 200 trees of depth 6', explaining / 1000, 's', 3),
    ...(await benchVerdicts()),
  ];
}

/** Features, labels and ranks of the wide universe, as `technic train` builds them; the bars are in DuckDB already. */
async function benchMatrix(): Promise<BenchResult[]> {
  const wide = sharedData('us_wide_2015_2017/bars.parquet');
  if (wide === undefined) return [];
  const directory = mkdtempSync(join(tmpdir(), 'technic-bench-matrix-'));
  const database = await openForWriting(join(directory, 'wide.duckdb'));
  try {
    const source = ingestOptionsSchema.parse({ source: 'parquet', path: wide });
    await ingest(database, source, { onProgress: () => {}, now: Date.now() });
    await storeBenchmark(database);
    const started = performance.now();
    await loadTrainingMatrix(database, await loadMarket(database), {
      label: 'fwd10',
      adjust: 'all',
      maxRows: 120_000,
    });
    return [
      row(
        'labelled matrix of us_wide, sessions at most a horizon apart',
        (performance.now() - started) / 1000,
        's',
        5,
      ),
    ];
  } finally {
    database.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function benchCard() {
  return {
    format: 1 as const,
    name: 'bench',
    kind: 'gbdt' as const,
    features: Array.from({ length: FEATURES }, (_, f) => ({ name: `f${f}` })),
    input: { layout: 'matrix' as const, transform: 'none' as const, missing: 'pass' as const },
    output: { kind: 'score' as const },
    verdict: 'none' as const,
    reasons: [],
    calibration: null,
    conformal: null,
  };
}

function timed<T>(work: () => T): [T, number] {
  const started = performance.now();
  const result = work();
  return [result, performance.now() - started];
}

function row(name: string, value: number, unit: string, atMost: number): BenchResult {
  return { name, value, unit, budget: { of: 'value', atMost } };
}
