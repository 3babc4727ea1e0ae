export const RESEARCH_VERSION = 2;

/** What backtests and sweeps leave behind, each under an id, with everything that is needed to run it again. */
export const RESEARCH_SCHEMA = `
CREATE TABLE research_version (version INTEGER NOT NULL);
INSERT INTO research_version VALUES (${RESEARCH_VERSION});
CREATE TABLE studies (
  id           VARCHAR PRIMARY KEY,          -- sorts by time
  kind         VARCHAR NOT NULL,             -- 'backtest' | 'sweep'
  stored_at    TIMESTAMP NOT NULL,
  strategy     VARCHAR NOT NULL,
  title        VARCHAR NOT NULL,
  definition   VARCHAR,                      -- rules as JSON, or the text of a TypeScript file
  parameters   VARCHAR NOT NULL,             -- JSON: values, or of a sweep one object a combination
  account      VARCHAR NOT NULL,             -- 'each' symbol in an account of its own | 'portfolio'
  settings     VARCHAR NOT NULL,             -- JSON: cash, costs, size, stops
  symbols      VARCHAR NOT NULL,             -- JSON array
  first_date   DATE, last_date DATE,         -- of the equity
  adjust       VARCHAR NOT NULL,             -- prices adjusted for: none, splits, all
  market       VARCHAR NOT NULL,             -- label of the prices
  is_synthetic BOOLEAN NOT NULL,
  data_hash    VARCHAR NOT NULL,
  code_version VARCHAR NOT NULL,
  seed         BIGINT NOT NULL,
  trials       INTEGER NOT NULL,             -- tried on this market up to and with this study
  doubt        VARCHAR NOT NULL,             -- JSON: deflated Sharpe ratio and the like
  command      VARCHAR                       -- what repeats it; unknown before version 2
);
CREATE TABLE study_figures (
  id VARCHAR NOT NULL, combination INTEGER NOT NULL,  -- 0 of a backtest
  figure VARCHAR NOT NULL, value DOUBLE
);
CREATE TABLE study_equity (id VARCHAR NOT NULL, date DATE NOT NULL, equity DOUBLE NOT NULL);
CREATE TABLE study_trades (
  id VARCHAR NOT NULL, symbol VARCHAR NOT NULL, entry_date DATE NOT NULL, exit_date DATE NOT NULL,
  size DOUBLE NOT NULL, entry_price DOUBLE NOT NULL, exit_price DOUBLE NOT NULL,
  pnl DOUBLE NOT NULL, return DOUBLE NOT NULL, commission DOUBLE NOT NULL,
  mae DOUBLE NOT NULL, mfe DOUBLE NOT NULL, bars_held INTEGER NOT NULL,
  reason VARCHAR NOT NULL, status VARCHAR NOT NULL
);
CREATE TABLE tries (                         -- every strategy, parameters, account and period ever tried on a market
  market    VARCHAR NOT NULL,
  signature VARCHAR NOT NULL,
  id        VARCHAR NOT NULL,                -- the study that tried it first
  sharpe    DOUBLE,                          -- per bar, risk-free rate 0, ddof 1
  PRIMARY KEY (market, signature)
);
`;

/** What brings a file of a version to the next one; the first entry is for version 1. */
export const RESEARCH_MIGRATIONS: readonly string[] = [
  'ALTER TABLE studies ADD COLUMN command VARCHAR; UPDATE research_version SET version = 2',
];
