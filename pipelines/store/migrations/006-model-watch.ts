/** How the models hold up, what a page needs to score by itself, and how challengers fared. */
export const modelWatch = `
CREATE TABLE model_drift (                   -- per run: population stability of what went in, against the training
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL, feature VARCHAR NOT NULL, psi DOUBLE
);
CREATE TABLE model_live (                    -- of the last run: rank IC of each day predicted beforehand
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL, date DATE NOT NULL, ic DOUBLE
);
CREATE TABLE model_calibration (             -- of the last run: probabilities of the last quarter that came due
  run_id VARCHAR NOT NULL, model VARCHAR NOT NULL,
  stated DOUBLE NOT NULL, observed DOUBLE NOT NULL, lower95 DOUBLE NOT NULL, upper95 DOUBLE NOT NULL, n INTEGER NOT NULL
);
CREATE TABLE model_files (                   -- of the last run, base64: the ONNX file, and its inputs as it got them
  run_id  VARCHAR NOT NULL, model VARCHAR NOT NULL,
  onnx    VARCHAR NOT NULL,
  inputs  VARCHAR NOT NULL,                  -- float32, row by row, transformed, features in the card's order
  symbols VARCHAR NOT NULL,                  -- JSON: the symbol of each row
  scores  VARCHAR NOT NULL                   -- float32: what the nightly's runtime gave each row
);
CREATE TABLE challenges (                    -- one row a challenger that was decided on; never changed
  run_id VARCHAR NOT NULL, champion VARCHAR NOT NULL, challenger VARCHAR NOT NULL,
  from_date DATE, to_date DATE, sessions INTEGER NOT NULL,
  champion_ic DOUBLE, challenger_ic DOUBLE, difference DOUBLE, t DOUBLE,
  promoted BOOLEAN NOT NULL, words VARCHAR NOT NULL
);
`;
