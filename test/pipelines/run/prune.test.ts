import { expect, test } from 'vitest';
import { pruneRuns } from '../../../pipelines/run/prune.js';
import { openForWriting } from '../../../pipelines/store/index.js';

test('the bulk of runs before the last thirty goes, their results stay', async () => {
  const database = await openForWriting(':memory:');
  for (let k = 0; k < 33; k++) {
    const run = `2026${String(k).padStart(4, '0')}`;
    await database.run(
      `INSERT INTO runs VALUES ($1, '2026-01-01', '2026-01-01', '2026-01-01', 'i', 's', 'h', 'c', 1, '{}', 1, 1, 0, 'unknown', 0)`,
      [run],
    );
    await database.run(`INSERT INTO feature_values VALUES ($1, 0, 'rsi_14', 50)`, [run]);
    await database.run(`INSERT INTO results VALUES ($1, 0, 'A', '2026-01-01', 1, 50)`, [run]);
  }
  await pruneRuns(database);
  const [counts] = await database.rows(
    'SELECT (SELECT count(*) FROM feature_values) AS bulk, (SELECT min(run_id) FROM feature_values) AS oldest, (SELECT count(*) FROM results) AS results',
  );
  database.close();
  expect(counts).toEqual({ bulk: 30, oldest: '20260003', results: 33 });
});
