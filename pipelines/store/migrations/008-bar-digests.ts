/** What the bars of each symbol come to as one number, from which those of the last sessions can be taken away again. */
export const barDigests = `
CREATE TABLE bar_digests (
  symbol_id INTEGER NOT NULL,
  bars      INTEGER NOT NULL,
  digest    HUGEINT NOT NULL                 -- sum of a 64-bit hash of each bar
);
INSERT INTO bar_digests
SELECT symbol_id, count(*), sum(hash(date, open, high, low, close, volume)) FROM bars GROUP BY symbol_id;
`;
