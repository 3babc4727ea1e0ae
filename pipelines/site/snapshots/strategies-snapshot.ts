import { type TradeRecord, tradeDigest } from '../../../models/simulation/index.js';
import { returnCorrelation } from '../../../models/statistics/index.js';
import { type Database, queryColumns, type Row } from '../../store/index.js';
import type { RunFacts } from '../run-facts.js';

/** The nightly's strategies, with what a tab needs to compute each run again and compare it. */
export interface StrategiesSnapshot {
  /** Epoch days on which equities stand; the same for all strategies. */
  readonly days: readonly number[];
  /** The benchmark on those days, null before it begins. */
  readonly benchmark: readonly (number | null)[];
  readonly benchmarkLabel: string;
  /** Strategies and parameters tried on this market so far: what every Sharpe ratio is deflated by. */
  readonly trials: number;
  readonly strategies: readonly StrategyRow[];
  /** Correlation of daily returns between each two of them, in their order; null where it is unknown. */
  readonly correlation: readonly (readonly (number | null)[])[];
}

export interface StrategyRow {
  readonly name: string;
  readonly title: string;
  /** Name of the ready-made strategy. */
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** One account a symbol, or one for all. */
  readonly account: 'each' | 'portfolio';
  readonly settings: { readonly cash: number; readonly commission: { readonly bps: number } };
  readonly symbols: number;
  /** Annual (252 bars), risk-free rate 0; the most that luck alone gives the best of all trials beside it. */
  readonly sharpe: number | null;
  readonly expectedMaximum: number | null;
  readonly deflatedSharpe: number | null;
  readonly overfitting: number | null;
  readonly capacityBreakEven: number | null;
  readonly capacityByVolume: number | null;
  /** Exact: every figure and the sum of all accounts on every day. */
  readonly figures: Readonly<Record<string, number | null>>;
  readonly equity: readonly number[];
  /** Trades, and of each symbol that was traded the digest of its trades (see `tradeDigest`). */
  readonly trades: number;
  readonly digests: Readonly<Record<string, string>>;
  /** Parameters tried beside its own, with their annual Sharpe ratios; its own first. */
  readonly neighbours: readonly {
    readonly parameters: Readonly<Record<string, number>>;
    readonly sharpe: number | null;
  }[];
  /** What each night recorded of its own last session, beside what tonight's backtest says of the same day. */
  readonly nights: readonly {
    readonly date: string;
    readonly recorded: number;
    readonly backtest: number | null;
  }[];
}

const DAY = 86_400_000;
const ANNUAL = Math.sqrt(252);

/** The strategies of a run with their equity, figures and neighbours. */
export async function strategiesSnapshot(database: Database, facts: RunFacts): Promise<StrategiesSnapshot> {
  const run = [facts.runId] as const;
  const rows = await database.rows('SELECT * FROM strategies WHERE run_id = $1 ORDER BY name', run);
  const equity = await equities(database, facts.runId);
  const days = [...new Set([...equity.values()].flatMap((points) => [...points.keys()]))].sort(
    (a, b) => a - b,
  );
  const figures = await database.rows(
    'SELECT name, figure, value FROM strategy_figures WHERE run_id = $1',
    run,
  );
  const neighbours = await database.rows('SELECT name, parameters, sharpe FROM strategy_neighbours', []);
  const nights = await nightRows(database);
  const digests = await tradeDigests(database);
  const strategies = rows.map((row): StrategyRow => {
    const name = String(row.name);
    const points = equity.get(name) ?? new Map<number, number>();
    const own = digests.get(name) ?? new Map<string, TradeRecord[]>();
    return {
      ...headOf(row),
      figures: Object.fromEntries(
        figures
          .filter((one) => one.name === name)
          .map(({ figure, value }) => [String(figure), numberOf(value)]),
      ),
      equity: days.map((day) => points.get(day) ?? Number.NaN),
      trades: [...own.values()].reduce((sum, trades) => sum + trades.length, 0),
      digests: Object.fromEntries([...own].map(([symbol, trades]) => [symbol, tradeDigest(trades)])),
      neighbours: neighbours
        .filter((one) => one.name === name)
        .map(({ parameters, sharpe }) => ({
          parameters: JSON.parse(String(parameters)),
          sharpe: annual(sharpe),
        })),
      nights: nights
        .filter((night) => night.name === name)
        .map(({ date, day, day_return: recorded }) => {
          const at = days.indexOf(Number(day));
          const before = points.get(days[at - 1]);
          const now = points.get(days[at]);
          return {
            date: String(date),
            recorded: Number(recorded),
            backtest: now === undefined || before === undefined ? null : now / before - 1,
          };
        }),
    };
  });
  const benchmark = await benchmarkOn(database, days);
  return {
    days,
    ...benchmark,
    trials: rows.length === 0 ? 0 : Number(rows[0].trials),
    strategies,
    correlation: correlations(strategies),
  };
}

function headOf(row: Row) {
  return {
    name: String(row.name),
    title: String(row.title),
    strategy: String(row.strategy),
    parameters: JSON.parse(String(row.parameters)),
    account: row.account === 'portfolio' ? ('portfolio' as const) : ('each' as const),
    settings: JSON.parse(String(row.settings)),
    symbols: Number(row.symbols),
    sharpe: annual(row.sharpe),
    expectedMaximum: annual(row.expected_maximum),
    deflatedSharpe: numberOf(row.deflated_sharpe),
    overfitting: numberOf(row.overfitting),
    capacityBreakEven: numberOf(row.capacity_break_even),
    capacityByVolume: numberOf(row.capacity_by_volume),
  };
}

async function equities(
  database: Database,
  runId: string,
): Promise<ReadonlyMap<string, Map<number, number>>> {
  const cells = await queryColumns(
    database,
    `SELECT name, date - DATE '1970-01-01' AS day, equity FROM strategy_equity WHERE run_id = $1 ORDER BY name, date`,
    [runId],
  );
  const series = new Map<string, Map<number, number>>();
  for (let i = 0; i < cells.name.length; i++) {
    const name = String(cells.name[i]);
    const points = series.get(name) ?? new Map<number, number>();
    points.set(Number(cells.day[i]), cells.equity[i] as number);
    series.set(name, points);
  }
  return series;
}

/** Nights under the parameters that each strategy has now; those under others are another strategy's. */
function nightRows(database: Database): Promise<Row[]> {
  return database.rows(
    `SELECT n.name, CAST(n.as_of AS VARCHAR) AS date, n.as_of - DATE '1970-01-01' AS day, n.day_return
     FROM strategy_nights n
     JOIN (SELECT name, arg_max(signature, run_id) AS signature FROM strategy_nights GROUP BY name) USING (name, signature)
     ORDER BY n.name, n.as_of`,
  );
}

async function tradeDigests(database: Database): Promise<ReadonlyMap<string, Map<string, TradeRecord[]>>> {
  const cells = await queryColumns(
    database,
    `SELECT name, symbol, entry_date - DATE '1970-01-01' AS entry_day, exit_date - DATE '1970-01-01' AS exit_day,
       size, entry_price, exit_price, pnl
     FROM strategy_trades ORDER BY name, symbol`,
    [],
  );
  const strategies = new Map<string, Map<string, TradeRecord[]>>();
  for (let i = 0; i < cells.name.length; i++) {
    const name = String(cells.name[i]);
    const symbols = strategies.get(name) ?? new Map<string, TradeRecord[]>();
    const trades = symbols.get(String(cells.symbol[i])) ?? [];
    trades.push({
      entryTime: Number(cells.entry_day[i]) * DAY,
      exitTime: Number(cells.exit_day[i]) * DAY,
      size: cells.size[i] as number,
      entryPrice: cells.entry_price[i] as number,
      exitPrice: cells.exit_price[i] as number,
      pnl: cells.pnl[i] as number,
    });
    symbols.set(String(cells.symbol[i]), trades);
    strategies.set(name, symbols);
  }
  return strategies;
}

async function benchmarkOn(database: Database, days: readonly number[]) {
  const rows = await database.rows(
    `SELECT date - DATE '1970-01-01' AS day, close, label FROM benchmark ORDER BY date`,
  );
  const closes = new Map(rows.map(({ day, close }) => [Number(day), Number(close)]));
  return {
    benchmark: days.map((day) => closes.get(day) ?? null),
    benchmarkLabel: String(rows[0]?.label ?? 'no benchmark'),
  };
}

const LEAST_DAYS = 60;

function correlations(strategies: readonly StrategyRow[]): (number | null)[][] {
  const returns = strategies.map(({ equity }) =>
    Float64Array.from(equity.slice(1), (value, i) => value / equity[i] - 1),
  );
  const correlation = returnCorrelation(returns, LEAST_DAYS);
  return returns.map((_, a) =>
    returns.map((__, b) => {
      const value = correlation(a, b);
      return Number.isNaN(value) ? null : Number(value.toFixed(3));
    }),
  );
}

function annual(value: unknown): number | null {
  return typeof value === 'number' ? value * ANNUAL : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
