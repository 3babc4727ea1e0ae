/** The nightly's strategies: what each did, what it would have done beside itself, and what was on file beforehand. */
export const backtests = `
CREATE TABLE strategies (
  run_id     VARCHAR NOT NULL,
  name       VARCHAR NOT NULL,               -- in the league
  title      VARCHAR NOT NULL,
  strategy   VARCHAR NOT NULL,               -- ready-made strategy
  parameters VARCHAR NOT NULL,               -- JSON, defaults filled in
  account    VARCHAR NOT NULL,               -- 'each' symbol in an account of its own | 'portfolio'
  settings   VARCHAR NOT NULL,               -- JSON: cash, commission
  symbols    INTEGER NOT NULL,
  trials     INTEGER NOT NULL,               -- strategies and parameters tried on this market so far
  sharpe     DOUBLE,                         -- per bar, risk-free rate 0, ddof 1
  expected_maximum DOUBLE,                   -- what the best of so many trials has by luck, per bar
  deflated_sharpe  DOUBLE,                   -- probability of skill after the trials
  overfitting      DOUBLE,                   -- probability of backtest overfitting among the neighbours
  capacity_break_even DOUBLE,                -- account at which impact eats the edge
  capacity_by_volume  DOUBLE                 -- account at which 5 % of trades exceed a tenth of a day's volume
);
CREATE TABLE strategy_figures (run_id VARCHAR NOT NULL, name VARCHAR NOT NULL, figure VARCHAR NOT NULL, value DOUBLE);
CREATE TABLE strategy_trials (               -- every strategy and parameters that was ever tried here
  strategy   VARCHAR NOT NULL,
  parameters VARCHAR NOT NULL,
  run_id     VARCHAR NOT NULL,               -- the run that tried it first
  sharpe     DOUBLE, skew DOUBLE, kurtosis DOUBLE,  -- per bar, when last tried
  PRIMARY KEY (strategy, parameters)
);
CREATE TABLE strategy_neighbours (           -- the trials around each strategy of the last run
  run_id VARCHAR NOT NULL, name VARCHAR NOT NULL, parameters VARCHAR NOT NULL, sharpe DOUBLE
);
CREATE TABLE strategy_nights (               -- what each night said of its own last session; never changed afterwards
  run_id    VARCHAR NOT NULL,
  name      VARCHAR NOT NULL,
  signature VARCHAR NOT NULL,                -- of strategy, parameters, settings: another one begins anew
  as_of     DATE NOT NULL,
  day_return DOUBLE NOT NULL
);
CREATE TABLE strategy_equity (               -- of the last run only
  run_id VARCHAR NOT NULL, name VARCHAR NOT NULL, date DATE NOT NULL, equity DOUBLE NOT NULL
);
CREATE TABLE strategy_trades (               -- of the last run only
  run_id VARCHAR NOT NULL, name VARCHAR NOT NULL, symbol VARCHAR NOT NULL,
  entry_date DATE NOT NULL, exit_date DATE NOT NULL,
  size DOUBLE NOT NULL, entry_price DOUBLE NOT NULL, exit_price DOUBLE NOT NULL,
  pnl DOUBLE NOT NULL, return DOUBLE NOT NULL, commission DOUBLE NOT NULL,
  mae DOUBLE NOT NULL, mfe DOUBLE NOT NULL, bars_held INTEGER NOT NULL,
  reason VARCHAR NOT NULL, status VARCHAR NOT NULL
);
`;
