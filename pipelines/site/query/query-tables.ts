/** A table that the SQL page can ask, in words, and the query that fills it from the run's database. */
export interface QueryTable {
  readonly name: string;
  readonly about: string;
  /** File of the site that holds it: `bars` is fetched only by a query that names it. */
  readonly file: 'tables' | 'bars';
  readonly sql: string;
}

const LAST_RUN = '(SELECT run_id FROM src.runs ORDER BY finished_at DESC, run_id DESC LIMIT 1)';

/** Everything that the site hands out to SQL. The source is attached as `src`. */
export const QUERY_TABLES: readonly QueryTable[] = [
  {
    name: 'symbols',
    about: 'One row a symbol: name, sector, first and last bar',
    file: 'tables',
    sql: `SELECT symbol, name, sector, industry, is_benchmark, first_bar, last_bar, bars, ended_early
      FROM src.symbols ORDER BY symbol`,
  },
  {
    name: 'results',
    about: 'Rank (1 is best) and score of every symbol in every stored run',
    file: 'tables',
    sql: `SELECT u.as_of, r.run_id, r.symbol, s.sector, r.date, r.rank, r.score
      FROM src.results r JOIN src.runs u USING (run_id) LEFT JOIN src.symbols s USING (symbol)
      ORDER BY u.finished_at, r.symbol`,
  },
  {
    name: 'features',
    about: 'What each feature is: title, family, unit, expression',
    file: 'tables',
    sql: `SELECT feature, title, family, unit, expression FROM src.features
      WHERE run_id = ${LAST_RUN} ORDER BY feature`,
  },
  {
    name: 'tonight',
    about: 'Every feature of every symbol at the as-of date, a column each',
    file: 'tables',
    sql: `PIVOT (SELECT s.symbol, s.sector, r.rank, r.score, f.feature, f.value
      FROM src.feature_values f JOIN src.symbols s USING (symbol_id)
      JOIN src.results r USING (run_id, symbol_id) WHERE f.run_id = ${LAST_RUN})
      ON feature USING first(value) GROUP BY symbol, sector, rank, score ORDER BY symbol`,
  },
  {
    name: 'contributions',
    about: 'What each family adds to the score of the last run',
    file: 'tables',
    sql: `SELECT s.symbol, c.family, c.contribution FROM src.contributions c
      JOIN src.symbols s USING (symbol_id) WHERE c.run_id = ${LAST_RUN} ORDER BY s.symbol, c.family`,
  },
  {
    name: 'scans',
    about: 'The named scans of every run and how many matched',
    file: 'tables',
    sql: `SELECT u.as_of, c.scan, c.title, c.expression, c.direction, c.matches
      FROM src.scans c JOIN src.runs u USING (run_id) ORDER BY u.finished_at, c.scan`,
  },
  {
    name: 'matches',
    about: 'Which symbols matched which scan in every run, best first',
    file: 'tables',
    sql: `SELECT u.as_of, m.scan, s.symbol, m.rank, m.rank_value FROM src.matches m
      JOIN src.runs u USING (run_id) JOIN src.symbols s USING (symbol_id)
      ORDER BY u.finished_at, m.scan, m.rank`,
  },
  {
    name: 'signals',
    about: 'The ledger: every signal of every scan, prices adjusted as of the run that recorded it',
    file: 'tables',
    sql: `SELECT scan, symbol, date, direction, score, close FROM src.signals ORDER BY scan, symbol, date`,
  },
  {
    name: 'outcomes',
    about: 'What came of each signal: gain close to close as a fraction, per horizon in bars, before costs',
    file: 'tables',
    sql: `SELECT scan, symbol, date, horizon, due_date, forward_return, benchmark_return
      FROM src.outcomes ORDER BY scan, symbol, date, horizon`,
  },
  {
    name: 'strategies',
    about: 'Figures of the nightly strategies in the last run',
    file: 'tables',
    sql: `SELECT name, figure, value FROM src.strategy_figures WHERE run_id = ${LAST_RUN} ORDER BY name, figure`,
  },
  {
    name: 'regimes',
    about: 'Regime of the market on each day, as the last run saw it',
    file: 'tables',
    sql: `SELECT date, regime FROM src.regimes WHERE run_id = ${LAST_RUN} ORDER BY date`,
  },
  {
    name: 'benchmark',
    about: 'Close of the benchmark',
    file: 'tables',
    sql: 'SELECT date, close, label FROM src.benchmark ORDER BY date',
  },
  {
    name: 'runs',
    about: 'The stored runs with their data, code and counts',
    file: 'tables',
    sql: `SELECT run_id, started_at, finished_at, as_of, source, data_hash, code_version, symbols, scanned,
      failed, regime, trials FROM src.runs ORDER BY finished_at`,
  },
  {
    name: 'rejections',
    about: 'Rows of the input that were refused, and why',
    file: 'tables',
    sql: 'SELECT source, line, symbol, date, reason, detail FROM src.rejections ORDER BY source, line',
  },
  {
    name: 'flags',
    about: 'Bars that were kept but look odd',
    file: 'tables',
    sql: `SELECT s.symbol, f.date, f.kind, f.detail FROM src.flags f JOIN src.symbols s USING (symbol_id)
      ORDER BY s.symbol, f.date`,
  },
  {
    name: 'bars',
    about: 'Raw daily bars, not adjusted for splits and dividends',
    file: 'bars',
    sql: `SELECT s.symbol, b.date, b.open, b.high, b.low, b.close, b.volume
      FROM src.bars b JOIN src.symbols s USING (symbol_id) ORDER BY b.symbol_id, b.date`,
  },
  {
    name: 'actions',
    about: 'Splits and dividends: prices before ex_date are multiplied by the factor',
    file: 'bars',
    sql: `SELECT s.symbol, a.ex_date, a.kind, a.factor FROM src.actions a JOIN src.symbols s USING (symbol_id)
      ORDER BY s.symbol, a.ex_date`,
  },
];
