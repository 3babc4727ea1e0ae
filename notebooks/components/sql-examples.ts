/** A question in words and the SQL that answers it. */
export interface SqlExample {
  readonly title: string;
  readonly sql: string;
}

/** Each runs on any site: only columns that every run has. */
export const SQL_EXAMPLES: readonly SqlExample[] = [
  {
    title: 'Best twenty of the last run',
    sql: `SELECT symbol, sector, rank, score
FROM tonight
WHERE rank <= 20
ORDER BY rank`,
  },
  {
    title: 'Gain after each scan against the benchmark, ten bars on',
    sql: `SELECT scan, count(*) AS signals,
  avg(forward_return - benchmark_return) AS excess,
  stddev(forward_return - benchmark_return) / sqrt(count(*)) AS std_err_if_independent
FROM outcomes
WHERE horizon = 10
GROUP BY scan
ORDER BY excess DESC`,
  },
  {
    title: 'Signals by month',
    sql: `SELECT date_trunc('month', date) AS month, count(*) AS signals
FROM signals
GROUP BY month
ORDER BY month`,
  },
  {
    title: 'Days in each regime',
    sql: `SELECT regime, count(*) AS days
FROM regimes
GROUP BY regime
ORDER BY days DESC`,
  },
  {
    title: 'Largest dollar volume of the last year (loads the bars)',
    sql: `SELECT symbol, avg(close * volume) AS dollar_volume
FROM bars
WHERE date > (SELECT max(date) FROM bars) - INTERVAL 365 DAY
GROUP BY symbol
ORDER BY dollar_volume DESC
LIMIT 25`,
  },
  {
    title: 'Rows that were refused, by reason',
    sql: `SELECT reason, count(*) AS rows, min(detail) AS example
FROM rejections
GROUP BY reason
ORDER BY rows DESC`,
  },
];
