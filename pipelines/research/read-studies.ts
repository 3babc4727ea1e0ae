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
}

/** Stored backtests and sweeps, latest first. */
export async function listStudies(database: Database): Promise<StudyRow[]> {
  const rows = await database.rows(
    `SELECT s.id, kind, strategy, parameters, market, json_array_length(symbols) AS symbols,
       CAST(first_date AS VARCHAR) AS first_date, CAST(last_date AS VARCHAR) AS last_date, trials, doubt, f.value AS sharpe
     FROM studies s LEFT JOIN study_figures f ON f.id = s.id AND kind = 'backtest' AND figure = 'sharpe'
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
      from: String(row.first_date),
      to: String(row.last_date),
      sharpe: isSweep ? doubt.sharpe : (row.sharpe as number | null),
      trials: Number(row.trials),
      deflatedSharpe: isSweep ? doubt.allTries.deflatedSharpe : doubt.deflatedSharpe,
    };
  });
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
