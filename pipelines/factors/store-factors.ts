import { appendColumns, type Database } from '../store/index.js';
import type { FactorSheet } from './factor-sheet.js';

/** Writes what the features were worth under a run's id; records that the scan wrote itself stay its own. */
export async function storeFactors(
  database: Database,
  runId: string,
  sheets: readonly FactorSheet[],
): Promise<void> {
  const written = await database.rows('SELECT subject, horizon FROM records WHERE run_id = $1', [runId]);
  const isWritten = new Set(written.map(({ subject, horizon }) => `${subject} ${horizon}`));
  const records = sheets.flatMap(({ subject, horizons }) =>
    horizons
      .filter(({ horizon }) => !isWritten.has(`${subject} ${horizon}`))
      .map((record) => ({ subject, ...record })),
  );
  await appendColumns(
    database,
    'records',
    [
      { type: 'text', values: records.map(() => runId) },
      { type: 'text', values: records.map(({ subject }) => subject) },
      { type: 'integer', values: records.map(({ horizon }) => horizon) },
      { type: 'double', values: records.map(({ ic }) => ic.mean) },
      { type: 'double', values: records.map(({ ic }) => ic.standardError) },
      { type: 'integer', values: records.map(({ ic }) => ic.n) },
      { type: 'bigint', values: records.map(({ ic }) => ic.pairs) },
    ],
    records.length,
  );
  const deciles = records.flatMap(({ subject, horizon, deciles: all }) =>
    all.map((decile) => ({ subject, horizon, ...decile })),
  );
  await appendColumns(
    database,
    'deciles',
    [
      { type: 'text', values: deciles.map(() => runId) },
      { type: 'text', values: deciles.map(({ subject }) => subject) },
      { type: 'integer', values: deciles.map(({ horizon }) => horizon) },
      { type: 'integer', values: deciles.map(({ bucket }) => bucket) },
      { type: 'double', values: deciles.map(({ meanForward }) => meanForward) },
      { type: 'double', values: deciles.map(({ hitRate }) => hitRate) },
      { type: 'bigint', values: deciles.map(({ n }) => n) },
    ],
    deciles.length,
  );
  const slices = sheets.flatMap(({ subject, slices: all }) => all.map((slice) => ({ subject, ...slice })));
  await appendColumns(
    database,
    'factor_slices',
    [
      { type: 'text', values: slices.map(() => runId) },
      { type: 'text', values: slices.map(({ subject }) => subject) },
      { type: 'text', values: slices.map(({ kind }) => kind) },
      { type: 'text', values: slices.map(({ slice }) => slice) },
      { type: 'double', values: slices.map(({ ic }) => ic.mean) },
      { type: 'double', values: slices.map(({ ic }) => ic.standardError) },
      { type: 'integer', values: slices.map(({ ic }) => ic.n) },
    ],
    slices.length,
  );
  const turnover = sheets.flatMap(({ subject, coverage, turnover: all }) =>
    all.map((row) => ({ subject, coverage, ...row })),
  );
  await appendColumns(
    database,
    'factor_turnover',
    [
      { type: 'text', values: turnover.map(() => runId) },
      { type: 'text', values: turnover.map(({ subject }) => subject) },
      { type: 'integer', values: turnover.map(({ lag }) => lag) },
      { type: 'double', values: turnover.map(({ top }) => top) },
      { type: 'double', values: turnover.map(({ bottom }) => bottom) },
      { type: 'double', values: turnover.map(({ coverage }) => coverage) },
    ],
    turnover.length,
  );
}
