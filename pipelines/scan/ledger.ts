import { epochDay, isoDate } from '../../models/bars/index.js';
import { appendColumns, type Database } from '../store/index.js';
import type { ScanOutcome } from './scan-outcome.js';
import { HORIZONS } from './signals.js';

/** What a night added to the signal ledger. */
export interface LedgerUpdate {
  readonly signals: number;
  readonly outcomes: number;
  /** Signals of past days that a changed history added, and that it no longer confirms. */
  readonly appeared: number;
  readonly vanished: number;
}

/**
 * Adds to the ledger what this run found: signals that were not on file, and outcomes that have come due.
 * Rows on file are never changed or deleted. Where a changed history gives other signals for days that an
 * earlier run had already seen, the difference is written to `revisions`, for everyone to see.
 */
export async function updateLedger(
  database: Database,
  runId: string,
  outcome: ScanOutcome,
): Promise<LedgerUpdate> {
  await stageSignals(database, outcome);
  const asOf = isoDate(outcome.market.asOf);
  const appeared = await recordAppeared(database, runId);
  const vanished = await recordVanished(database, runId, asOf);
  const before = await counts(database);
  await database.run(
    `INSERT INTO signals
     SELECT s.scan, s.expression, s.symbol, s.date, $1, $2, s.direction, s.score, s.close
     FROM staged_signals s
     WHERE NOT EXISTS (FROM signals k WHERE k.scan = s.scan AND k.expression = s.expression
                       AND k.symbol = s.symbol AND k.date = s.date)
     ORDER BY s.date, s.scan, s.symbol`,
    [runId, outcome.market.ingest.dataHash],
  );
  await database.run(
    `INSERT INTO outcomes
     SELECT o.scan, o.symbol, o.date, o.horizon, o.due_date, $1, o.forward_return, o.benchmark_return
     FROM staged_outcomes o
     WHERE NOT EXISTS (FROM outcomes k WHERE k.scan = o.scan AND k.symbol = o.symbol
                       AND k.date = o.date AND k.horizon = o.horizon)
     ORDER BY o.date, o.scan, o.symbol, o.horizon`,
    [runId],
  );
  await database.run('DROP TABLE staged_signals');
  await database.run('DROP TABLE staged_outcomes');
  const after = await counts(database);
  return {
    signals: after.signals - before.signals,
    outcomes: after.outcomes - before.outcomes,
    appeared,
    vanished,
  };
}

async function stageSignals(database: Database, { signals, plan, market }: ScanOutcome): Promise<void> {
  await database.run(
    `CREATE TEMP TABLE staged_signals (scan VARCHAR, expression VARCHAR, symbol VARCHAR, date DATE,
       direction VARCHAR, score DOUBLE, close DOUBLE)`,
  );
  await database.run(
    `CREATE TEMP TABLE staged_outcomes (scan VARCHAR, symbol VARCHAR, date DATE, horizon INTEGER,
       due_date DATE, forward_return DOUBLE, benchmark_return DOUBLE)`,
  );
  const scanOf = Array.from(signals.scan, (scan) => plan.scans[scan]);
  const scanName = scanOf.map(({ name }) => name);
  const symbol = Array.from(signals.symbol, (index) => market.symbols[index].symbol);
  const date = Array.from(signals.time, epochDay);
  await appendColumns(
    database,
    'staged_signals',
    [
      { type: 'text', values: scanName },
      { type: 'text', values: scanOf.map(({ where }) => where) },
      { type: 'text', values: symbol },
      { type: 'date', values: date },
      { type: 'text', values: scanOf.map(({ direction }) => direction) },
      { type: 'double', values: signals.score },
      { type: 'double', values: signals.close },
    ],
    signals.count,
  );
  for (let h = 0; h < HORIZONS.length; h++) {
    const due = Array.from({ length: signals.count }, (_, row) => row).filter(
      (row) => signals.due[h][row] > 0,
    );
    await appendColumns(
      database,
      'staged_outcomes',
      [
        { type: 'text', values: due.map((row) => scanName[row]) },
        { type: 'text', values: due.map((row) => symbol[row]) },
        { type: 'date', values: due.map((row) => date[row]) },
        { type: 'integer', values: due.map(() => HORIZONS[h]) },
        { type: 'date', values: due.map((row) => epochDay(signals.due[h][row])) },
        { type: 'double', values: due.map((row) => signals.forward[h][row]) },
        { type: 'double', values: due.map((row) => signals.benchmark[h][row]) },
      ],
      due.length,
    );
  }
}

/** Signals that are new although an earlier run of the same scan had already covered their day. */
async function recordAppeared(database: Database, runId: string): Promise<number> {
  await database.run(
    `INSERT INTO revisions
     SELECT $1, s.scan, s.symbol, s.date, 'appeared'
     FROM staged_signals s
     JOIN (SELECT k.scan, k.expression, max(r.as_of) AS covered FROM signals k JOIN runs r USING (run_id) GROUP BY ALL) c
       ON c.scan = s.scan AND c.expression = s.expression AND s.date <= c.covered
     WHERE NOT EXISTS (FROM signals k WHERE k.scan = s.scan AND k.expression = s.expression
                       AND k.symbol = s.symbol AND k.date = s.date)`,
    [runId],
  );
  return revisions(database, runId, 'appeared');
}

/** Signals on file that the present history no longer gives. They stay on file; this says so, once. */
async function recordVanished(database: Database, runId: string, asOf: string): Promise<number> {
  await database.run(
    `INSERT INTO revisions
     SELECT $1, k.scan, k.symbol, k.date, 'vanished'
     FROM signals k
     WHERE k.date <= $2::DATE
       AND EXISTS (FROM staged_signals s WHERE s.scan = k.scan AND s.expression = k.expression)
       AND NOT EXISTS (FROM staged_signals s WHERE s.scan = k.scan AND s.expression = k.expression
                       AND s.symbol = k.symbol AND s.date = k.date)
       AND NOT EXISTS (FROM revisions v WHERE v.scan = k.scan AND v.symbol = k.symbol AND v.date = k.date
                       AND v.change = 'vanished')`,
    [runId, asOf],
  );
  return revisions(database, runId, 'vanished');
}

async function revisions(database: Database, runId: string, change: string): Promise<number> {
  const [row] = await database.rows('SELECT count(*) AS n FROM revisions WHERE run_id = $1 AND change = $2', [
    runId,
    change,
  ]);
  return Number(row.n);
}

async function counts(database: Database): Promise<{ signals: number; outcomes: number }> {
  const [row] = await database.rows(
    'SELECT (SELECT count(*) FROM signals) AS signals, (SELECT count(*) FROM outcomes) AS outcomes',
  );
  return { signals: Number(row.signals), outcomes: Number(row.outcomes) };
}
