/** Market data, runs, results, the signal ledger. */
export const core = `
CREATE TABLE symbols (
  symbol_id    INTEGER PRIMARY KEY,          -- position in ASCII order of symbol
  symbol       VARCHAR NOT NULL UNIQUE,
  name         VARCHAR,
  sector       VARCHAR,                      -- NULL when unknown
  industry     VARCHAR,
  is_benchmark BOOLEAN NOT NULL DEFAULT FALSE,
  first_bar    DATE NOT NULL,
  last_bar     DATE NOT NULL,
  bars         INTEGER NOT NULL,
  ended_early  BOOLEAN NOT NULL DEFAULT FALSE, -- last bar well before the end of the market's data
  content_hash VARCHAR NOT NULL              -- of the symbol's bars and actions
);
CREATE TABLE bars (                          -- raw prices, sorted by symbol_id, date
  symbol_id INTEGER NOT NULL,
  date      DATE NOT NULL,
  open DOUBLE NOT NULL, high DOUBLE NOT NULL, low DOUBLE NOT NULL, close DOUBLE NOT NULL,
  volume    DOUBLE NOT NULL
);
CREATE TABLE actions (                       -- multiply prices before ex_date by factor
  symbol_id INTEGER NOT NULL,
  ex_date   DATE NOT NULL,
  kind      VARCHAR NOT NULL,                -- 'split' | 'dividend'
  factor    DOUBLE NOT NULL
);
CREATE TABLE benchmark (                     -- one series; computed from the universe where none was given
  date  DATE NOT NULL,
  close DOUBLE NOT NULL,
  label VARCHAR NOT NULL                     -- 'SPX', or 'equal-weighted universe'
);
CREATE TABLE membership (                    -- when a symbol belonged to the universe; empty: always
  symbol     VARCHAR NOT NULL,
  start_date DATE NOT NULL,
  end_date   DATE                            -- NULL: still a member
);
CREATE TABLE ingests (                       -- rows_read = rows_accepted + rows_rejected, always
  ingest_id     VARCHAR PRIMARY KEY,
  finished_at   TIMESTAMP NOT NULL,
  source        VARCHAR NOT NULL,            -- 'synthetic' | 'csv' | 'parquet' | 'polygon'
  label         VARCHAR NOT NULL,            -- what pages show: 'synthetic', 'csv: all_stocks_5yr.csv.gz'
  is_synthetic  BOOLEAN NOT NULL,
  fingerprint   VARCHAR NOT NULL,            -- of the inputs and options: equal means nothing to do
  data_hash     VARCHAR NOT NULL,            -- of all symbols' content hashes
  rows_read     BIGINT NOT NULL,
  rows_accepted BIGINT NOT NULL,
  rows_rejected BIGINT NOT NULL,
  options       VARCHAR NOT NULL             -- JSON, without secrets
);
CREATE TABLE rejections (
  ingest_id VARCHAR NOT NULL,
  source    VARCHAR NOT NULL,                -- file or request
  line      BIGINT,                          -- 1-based line or row in it
  symbol    VARCHAR,
  date      VARCHAR,                         -- as read
  reason    VARCHAR NOT NULL,                -- 'missing_price', 'bad_number', 'bad_date', 'duplicate', ...
  detail    VARCHAR NOT NULL
);
CREATE TABLE flags (                         -- accepted, but look at it
  symbol_id INTEGER NOT NULL,
  date      DATE NOT NULL,
  kind      VARCHAR NOT NULL,                -- 'high_lt_low', 'zero_volume', 'jump', 'stale', 'gap', ...
  detail    VARCHAR NOT NULL
);
CREATE TABLE runs (
  run_id       VARCHAR PRIMARY KEY,          -- '20261121T034900-3f9a'
  started_at   TIMESTAMP NOT NULL,
  finished_at  TIMESTAMP NOT NULL,
  as_of        DATE NOT NULL,
  ingest_id    VARCHAR NOT NULL,
  source       VARCHAR NOT NULL,
  data_hash    VARCHAR NOT NULL,
  code_version VARCHAR NOT NULL,
  seed         BIGINT NOT NULL,
  options      VARCHAR NOT NULL,             -- JSON
  symbols      INTEGER NOT NULL,
  scanned      INTEGER NOT NULL,
  failed       INTEGER NOT NULL,
  regime       VARCHAR NOT NULL,             -- 'up_quiet', ..., 'unknown'
  trials       INTEGER NOT NULL              -- ideas tried so far on this workspace
);
CREATE TABLE stages (run_id VARCHAR NOT NULL, stage VARCHAR NOT NULL, seconds DOUBLE NOT NULL, items BIGINT NOT NULL, unit VARCHAR NOT NULL);
CREATE TABLE failures (run_id VARCHAR NOT NULL, symbol VARCHAR NOT NULL, kind VARCHAR NOT NULL, message VARCHAR NOT NULL);
CREATE TABLE results (                       -- the last row of every symbol, per run
  run_id VARCHAR NOT NULL, symbol_id INTEGER NOT NULL, symbol VARCHAR NOT NULL,
  date   DATE NOT NULL,                      -- the symbol's own last bar at the as-of date
  rank   INTEGER,                            -- by score, 1 is best; NULL without a score
  score  DOUBLE                              -- NULL while history is too short
);
CREATE TABLE contributions (                 -- sum over families = score
  run_id VARCHAR NOT NULL, symbol_id INTEGER NOT NULL, family VARCHAR NOT NULL, contribution DOUBLE NOT NULL
);
CREATE TABLE feature_values (run_id VARCHAR NOT NULL, symbol_id INTEGER NOT NULL, feature VARCHAR NOT NULL, value DOUBLE);
CREATE TABLE features (run_id VARCHAR NOT NULL, feature VARCHAR NOT NULL, title VARCHAR NOT NULL, family VARCHAR NOT NULL, unit VARCHAR NOT NULL, expression VARCHAR NOT NULL);
CREATE TABLE scans (run_id VARCHAR NOT NULL, scan VARCHAR NOT NULL, title VARCHAR NOT NULL, expression VARCHAR NOT NULL, rank_by VARCHAR NOT NULL, direction VARCHAR NOT NULL, matches INTEGER NOT NULL);
CREATE TABLE matches (run_id VARCHAR NOT NULL, scan VARCHAR NOT NULL, symbol_id INTEGER NOT NULL, rank INTEGER NOT NULL, rank_value DOUBLE);
CREATE TABLE signals (                       -- the ledger: append-only; outcomes are filled when due
  scan         VARCHAR NOT NULL,
  expression   VARCHAR NOT NULL,
  symbol       VARCHAR NOT NULL,
  date         DATE NOT NULL,                -- session whose close gave the signal
  run_id       VARCHAR NOT NULL,             -- the run that recorded it
  data_hash    VARCHAR NOT NULL,
  direction    VARCHAR NOT NULL,             -- 'long' | 'short'
  score        DOUBLE,
  close        DOUBLE NOT NULL               -- split- and dividend-adjusted as of the run
);
CREATE TABLE outcomes (                      -- one row a signal and horizon, once it has come due
  scan VARCHAR NOT NULL, symbol VARCHAR NOT NULL, date DATE NOT NULL,
  horizon      INTEGER NOT NULL,             -- bars
  due_date     DATE NOT NULL,
  run_id       VARCHAR NOT NULL,
  forward_return   DOUBLE NOT NULL,          -- close to close, not annualised
  benchmark_return DOUBLE                    -- NULL where there is no benchmark bar
);
CREATE TABLE revisions (                     -- signals of past days that a changed history added or took away
  run_id VARCHAR NOT NULL, scan VARCHAR NOT NULL, symbol VARCHAR NOT NULL, date DATE NOT NULL,
  change VARCHAR NOT NULL                    -- 'appeared' | 'vanished'
);
CREATE TABLE records (                       -- how a score or a feature did over the stored history
  run_id VARCHAR NOT NULL, subject VARCHAR NOT NULL, horizon INTEGER NOT NULL,
  mean_ic DOUBLE, ic_std_err DOUBLE, days INTEGER NOT NULL, observations BIGINT NOT NULL
);
CREATE TABLE deciles (
  run_id VARCHAR NOT NULL, subject VARCHAR NOT NULL, horizon INTEGER NOT NULL, decile INTEGER NOT NULL,
  mean_return DOUBLE, hit_rate DOUBLE, observations BIGINT NOT NULL
);
CREATE TABLE regimes (run_id VARCHAR NOT NULL, date DATE NOT NULL, regime VARCHAR NOT NULL);
`;
