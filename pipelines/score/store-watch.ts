import { reliability } from '../../models/learning/index.js';
import { epochDay, parseIsoDate } from '../../models/bars/index.js';
import { appendColumns, type Database } from '../store/index.js';
import type { ModelNight, ScoredNight } from './score-models.js';

/** A file larger than this is not sent to a page. */
const MOST_PAGE_BYTES = 8 * 1024 * 1024;
const LAST_RUN_ONLY = ['model_live', 'model_calibration', 'model_files'];
const BINS = 5;

/** Writes how each model is holding up, and what a page needs to score by itself, under a run's id. */
export async function storeWatch(database: Database, night: ScoredNight, runId: string): Promise<void> {
  for (const table of LAST_RUN_ONLY) await database.run(`DELETE FROM ${table}`);
  for (const model of night.models) {
    await storeDrift(database, model, runId);
    await storeLive(database, model, runId);
    await storeCalibration(database, model, runId);
    await storeFiles(database, model, night.symbols, runId);
  }
}

async function storeDrift(database: Database, { name, scored }: ModelNight, runId: string): Promise<void> {
  const drifts = scored?.drift?.features ?? [];
  await appendColumns(
    database,
    'model_drift',
    [
      { type: 'text', values: drifts.map(() => runId) },
      { type: 'text', values: drifts.map(() => name) },
      { type: 'text', values: drifts.map((drift) => drift.name) },
      { type: 'double', values: drifts.map(({ psi }) => psi) },
    ],
    drifts.length,
  );
}

async function storeLive(database: Database, { name, live }: ModelNight, runId: string): Promise<void> {
  const dates = live?.dates ?? [];
  await appendColumns(
    database,
    'model_live',
    [
      { type: 'text', values: dates.map(() => runId) },
      { type: 'text', values: dates.map(() => name) },
      { type: 'date', values: dates.map((date) => epochDay(parseIsoDate(date))) },
      { type: 'double', values: live?.ic ?? [] },
    ],
    dates.length,
  );
}

/** Probabilities that were stated in the last quarter beside what came of them. */
async function storeCalibration(
  database: Database,
  { name, live, scored }: ModelNight,
  runId: string,
): Promise<void> {
  if (!live || live.probability.length === 0) return;
  const independent = 1 / (scored?.card.horizon ?? 1);
  const bins = reliability(live.probability, live.above, BINS, independent);
  await appendColumns(
    database,
    'model_calibration',
    [
      { type: 'text', values: bins.map(() => runId) },
      { type: 'text', values: bins.map(() => name) },
      { type: 'double', values: bins.map(({ stated }) => stated) },
      { type: 'double', values: bins.map(({ observed }) => observed) },
      { type: 'double', values: bins.map(({ lower95 }) => lower95) },
      { type: 'double', values: bins.map(({ upper95 }) => upper95) },
      { type: 'integer', values: bins.map(({ n }) => n) },
    ],
    bins.length,
  );
}

async function storeFiles(
  database: Database,
  { name, scored }: ModelNight,
  symbols: readonly string[],
  runId: string,
): Promise<void> {
  if (!scored || scored.onnx.length > MOST_PAGE_BYTES) return;
  const width = scored.inputs.length;
  const matrix = new Float32Array(symbols.length * width);
  scored.inputs.forEach((column, f) => {
    for (let row = 0; row < symbols.length; row++) matrix[row * width + f] = column[row];
  });
  await database.run('INSERT INTO model_files VALUES ($1, $2, $3, $4, $5, $6)', [
    runId,
    name,
    base64(scored.onnx),
    base64(matrix),
    JSON.stringify(symbols),
    base64(scored.scores),
  ]);
}

function base64(values: Uint8Array | Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}
