/** What was warmed and why, so that its use can be told apart from the values that were computed for it. */
export const warming = `
ALTER TABLE cache_warmed ADD COLUMN candidate VARCHAR; -- what the value was computed for; NULL where that was not kept
CREATE TABLE cache_candidates (              -- one row per thing that a warming run saw to
  run_id      VARCHAR NOT NULL,
  at_ms       BIGINT NOT NULL,               -- UTC epoch milliseconds
  candidate   VARCHAR NOT NULL,              -- such as 'scan top_rated', 'symbol AAPL'
  reason      VARCHAR NOT NULL,              -- 'asked' | 'named' | 'watched' | 'ranked'
  words       VARCHAR NOT NULL,              -- the reason in full
  probability DOUBLE NOT NULL,               -- chance of being asked for, as it was estimated then
  seconds     DOUBLE NOT NULL,
  computed    INTEGER NOT NULL,              -- values that were not there before; 0: the cache had all of them
  used        INTEGER,                       -- of these, asked for since; NULL while it is told from the trace
  seconds_saved DOUBLE                       -- likewise
);
`;
