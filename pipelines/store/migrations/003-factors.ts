/** What each feature was worth, beside `records` and `deciles`: part by part, and what holding it costs in trading. */
export const factors = `
CREATE TABLE factor_slices (
  run_id  VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,                  -- a feature, or 'score'
  kind    VARCHAR NOT NULL,                  -- 'year' | 'regime'
  slice   VARCHAR NOT NULL,                  -- '2016', 'up_quiet'
  mean_ic DOUBLE,                            -- at 10 bars
  ic_std_err DOUBLE,
  days    INTEGER NOT NULL
);
CREATE TABLE factor_turnover (
  run_id  VARCHAR NOT NULL,
  subject VARCHAR NOT NULL,
  lag     INTEGER NOT NULL,                  -- sessions
  top     DOUBLE,                            -- share of the highest decile that is new since so many sessions
  bottom  DOUBLE,
  coverage DOUBLE                            -- share of symbol-sessions with a value
);
`;
