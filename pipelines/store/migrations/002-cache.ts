/** What the cache did: one row per access, days of it folded together later, and what became of warming. */
export const cache = `
CREATE TABLE cache_trace (                   -- one row per access, in order of time
  run_id       VARCHAR NOT NULL,
  at_ms        BIGINT NOT NULL,              -- UTC epoch milliseconds
  kind         VARCHAR NOT NULL,             -- 'features', 'scores', 'bars', ...
  subject      VARCHAR NOT NULL,             -- what it is about, usually a symbol; '' when not said
  key_hash     BIGINT NOT NULL,              -- first 52 bits of the content key
  outcome      VARCHAR NOT NULL,             -- 'hit' | 'miss'
  cause        VARCHAR,                      -- of a miss: 'cold' | 'expired' | 'evicted' | 'version' | 'damaged' | 'unavailable'
  tier         VARCHAR NOT NULL,             -- 'memory' | 'embedded' | 'redis' | 'none'
  bytes        BIGINT NOT NULL,              -- read at a hit, written after a miss; 0 where nothing was
  latency_us   DOUBLE NOT NULL,              -- of a batch, divided by its keys
  cost_ms      DOUBLE NOT NULL,              -- of computing the value: saved by a hit, spent after a miss
  age_ms       DOUBLE,                       -- since the subject's value was last stored; NULL when never
  remaining_ms DOUBLE                        -- life left at a hit
);
CREATE TABLE cache_days (                    -- the trace of older days
  day DATE NOT NULL, run_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, tier VARCHAR NOT NULL,
  outcome VARCHAR NOT NULL, cause VARCHAR,
  accesses BIGINT NOT NULL, bytes BIGINT NOT NULL, cost_ms DOUBLE NOT NULL,
  latency_p50_us DOUBLE NOT NULL, latency_p95_us DOUBLE NOT NULL, latency_p99_us DOUBLE NOT NULL,
  mean_age_ms DOUBLE, mean_remaining_ms DOUBLE
);
CREATE TABLE cache_sizes (                   -- what was held at the end of a run
  run_id VARCHAR NOT NULL, at_ms BIGINT NOT NULL, tier VARCHAR NOT NULL, kind VARCHAR NOT NULL,
  entries BIGINT NOT NULL, bytes BIGINT NOT NULL
);
CREATE TABLE cache_events (                  -- what went wrong with the cache itself, once each per run
  run_id VARCHAR NOT NULL, at_ms BIGINT NOT NULL, tier VARCHAR NOT NULL,
  event VARCHAR NOT NULL, detail VARCHAR NOT NULL, count INTEGER NOT NULL
);
CREATE TABLE cache_warmed (                  -- one row per value computed ahead of its use
  run_id VARCHAR NOT NULL, at_ms BIGINT NOT NULL, kind VARCHAR NOT NULL, subject VARCHAR NOT NULL,
  key_hash BIGINT NOT NULL, bytes BIGINT NOT NULL, cost_ms DOUBLE NOT NULL
);
`;
