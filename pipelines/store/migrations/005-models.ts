/** What the models said each night, why, and how they are holding up. */
export const models = `
CREATE TABLE model_runs (                    -- every model that was asked, per run
  run_id   VARCHAR NOT NULL,
  model    VARCHAR NOT NULL,                 -- name of its folder
  hash     VARCHAR,                          -- SHA-256 of the ONNX bytes; NULL where it could not be read
  verdict  VARCHAR,                          -- 'skill' | 'weak' | 'none'
  provider VARCHAR,                          -- of the runtime, such as 'cpu'
  rows     INTEGER NOT NULL,                 -- symbols scored
  seconds  DOUBLE NOT NULL,
  card     VARCHAR,                          -- JSON, as it was that night
  score_psi DOUBLE,                          -- drift of the score against its training, NULL where unknown
  worst_feature VARCHAR, worst_psi DOUBLE,
  shifted_features INTEGER,                  -- with a PSI above 0.25
  live_ic DOUBLE, live_ic_std_err DOUBLE, live_sessions INTEGER NOT NULL,
  retrain  VARCHAR NOT NULL,                 -- reasons, '' when it may stay
  failure  VARCHAR                           -- why it gave no scores
);
CREATE TABLE predictions (                   -- kept for ever: the live record is made of them
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL, hash VARCHAR NOT NULL,
  symbol VARCHAR NOT NULL,
  as_of  DATE NOT NULL,
  score  DOUBLE NOT NULL,
  rank   INTEGER NOT NULL,                   -- 1 is best
  probability DOUBLE, probability_low DOUBLE, probability_high DOUBLE, probability_n INTEGER, -- NULL with the verdict none
  expected DOUBLE, expected_low DOUBLE, expected_high DOUBLE          -- forward return over the model's horizon
);
CREATE TABLE prediction_parts (              -- of the last run: what each feature added to each score
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL, symbol VARCHAR NOT NULL,
  feature VARCHAR NOT NULL,                  -- '' is the expected score that the parts are added to
  contribution DOUBLE NOT NULL
);
CREATE TABLE prediction_cases (              -- of the last run: past rows most like the furthest-ranked symbols
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL, symbol VARCHAR NOT NULL,
  place INTEGER NOT NULL, case_symbol VARCHAR NOT NULL, case_date DATE NOT NULL,
  distance DOUBLE NOT NULL, forward_return DOUBLE NOT NULL
);
CREATE TABLE blends (                        -- models taken together
  run_id VARCHAR NOT NULL, symbol VARCHAR NOT NULL, score DOUBLE NOT NULL, rank INTEGER NOT NULL
);
`;
