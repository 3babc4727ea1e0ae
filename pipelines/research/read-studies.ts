import { Problem } from '../errors/index.js';
import type { Database, Row } from '../store/index.js';

/** A stored study in the list. */
export interface StudyRow {
  readonly id: string;
  readonly kind: string;
  readonly strategy: string;
  readonly parameters: unknown;
  readonly market: string;
  readonly symbols: number;
  readonly from: string;
  readonly to: string;
  /** Annual, of the backtest, or of the best of a sweep. */
  readonly sharpe: number | null;
  readonly trials: number;
  readonly deflatedSharpe: number | null;
  readonly title: string;
  /** UTC, to the second. */
  readonly storedAt: string;
  readonly account: 'each' | 'portfolio';
  /** Sets of parameters that it ran: 1 of a backtest. */
  readonly combinations: number;
  /** Of a backtest: growth a year, largest drawdown, round trips; of a sweep null. */
  readonly cagr: number | null;
  readonly maxDrawdown: number | null;
  readonly closedTrades: number | null;
  /** Of a sweep with enough combinations. */
  readonly overfitting: number | null;
  /** What repeats it; null for what an earlier version stored. */
  readonly command: string | null;
}

/** Stored backtests and sweeps, latest first. */
export async function listStudies(database: Database): Promise<StudyRow[]> {
  const rows = await database.rows(
    `SELECT s.* EXCLUDE (symbols, settings, definition), json_array_length(symbols) AS symbols,
       CAST(stored_at AS VARCHAR) AS stored, CAST(first_date AS VARCHAR) AS first, CAST(last_date AS VARCHAR) AS last,
       CASE kind WHEN 'sweep' THEN json_array_length(parameters) ELSE 1 END AS combinations,
       f.sharpe, f.cagr, f.drawdown, f.trades
     FROM studies s LEFT JOIN (
       SELECT id, any_value(value) FILTER (figure = 'sharpe') AS sharpe, any_value(value) FILTER (figure = 'cagr') AS cagr,
         any_value(value) FILTER (figure = 'maxDrawdown') AS drawdown,
         any_value(value) FILTER (figure = 'closedTrades') AS trades
       FROM study_figures WHERE id IN (SELECT id FROM studies WHERE kind = 'backtest') GROUP BY id
     ) f ON f.id = s.id
     ORDER BY s.id DESC`,
  );
  return rows.map((row) => {
    const doubt = JSON.parse(String(row.doubt));
    const isSweep = row.kind === 'sweep';
    return {
      id: String(row.id),
      kind: String(row.kind),
      strategy: String(row.strategy),
      parameters: isSweep ? doubt.bestParameters : JSON.parse(String(row.parameters)),
      market: String(row.market),
      symbols: Number(row.symbols),
      from: String(row.first),
      to: String(row.last),
      sharpe: isSweep ? doubt.sharpe : numberOf(row.sharpe),
      trials: Number(row.trials),
      deflatedSharpe: isSweep ? doubt.allTries.deflatedSharpe : doubt.deflatedSharpe,
      title: String(row.title),
      storedAt: String(row.stored),
      account: row.account === 'portfolio' ? ('portfolio' as const) : ('each' as const),
      combinations: Number(row.combinations),
      cagr: numberOf(row.cagr),
      maxDrawdown: numberOf(row.drawdown),
      closedTrades: numberOf(row.trades),
      overfitting: numberOf(doubt.probabilityOfOverfitting),
      command: row.command === null ? null : String(row.command),
    };
  });
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * All that is stored of one study.
 * @throws Problem for an id that is not on record.
 */
export async function readStudy(database: Database, id: string): Promise<Record<string, unknown>> {
  const [study] = await database.rows('SELECT * FROM studies WHERE id = $1', [id]);
  if (!study) {
    throw new Problem('usage', `there is no stored backtest "${id}"`, {
      suggestion: 'See: npx technic backtest --list',
    });
  }
  const figures = await database.rows(
    'SELECT combination, figure, value FROM study_figures WHERE id = $1 ORDER BY combination',
    [id],
  );
  const { parameters, settings, symbols, doubt, definition, ...head } = study;
  const parsed = {
    ...head,
    definition,
    parameters: JSON.parse(String(parameters)),
    settings: JSON.parse(String(settings)),
    symbols: JSON.parse(String(symbols)),
    doubt: JSON.parse(String(doubt)),
  };
  if (study.kind === 'sweep') {
    return {
      ...parsed,
      combinations: parsed.parameters.map((values: unknown, c: number) => ({
        parameters: values,
        figures: valuesOf(figures.filter(({ combination }) => Number(combination) === c)),
      })),
    };
  }
  return {
    ...parsed,
    figures: valuesOf(figures),
    trades: await database.rows(
      'SELECT * EXCLUDE (id) FROM study_trades WHERE id = $1 ORDER BY entry_date, symbol',
      [id],
    ),
    equity: await database.rows('SELECT date, equity FROM study_equity WHERE id = $1 ORDER BY date', [id]),
  };
}

function valuesOf(rows: readonly Row[]): Record<string, unknown> {
  return Object.fromEntries(rows.map(({ figure, value }) => [String(figure), value]));
}
