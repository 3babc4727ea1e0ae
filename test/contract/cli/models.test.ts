import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Comparison, listModels, type ModelWatch, readCard } from '../../../pipelines/score/index.js';
import { openForReading } from '../../../pipelines/store/index.js';
import { technic, technicJson, WHOLE_CONFIG } from '../../pipelines/cli/run-technic.js';

/** A model is trained on the first, challenged on the second, and the challenger decided on by the third. */
const NIGHTS = ['2025-09-30', '2025-10-20', '2025-12-31'];

const MODELS = ['default-synthetic', 'default-synthetic-challenger-2025-12-31'];

let workspace: string;
const inWorkspace = () => ['--workspace', workspace];
beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-models-'));
  for (const asOf of NIGHTS)
    await technicJson([
      'nightly',
      '--config',
      WHOLE_CONFIG,
      '--no-site',
      '--source',
      'synthetic',
      '--symbol-count',
      '44',
      '--years',
      '2',
      '--as-of',
      asOf,
      ...inWorkspace(),
    ]);
}, 600_000);
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

interface ScoreDocument {
  readonly model: { readonly verdict: string };
  readonly date: string;
  readonly scores: readonly {
    readonly symbol: string;
    readonly rank: number;
    readonly score: number;
    readonly probability: number | null;
    readonly expected: number;
    readonly contributions: Readonly<Record<string, number>>;
    readonly cases: readonly { readonly date: string; readonly forward: number }[];
  }[];
}

describe('the nightly', () => {
  test('trains a small model where there is none, and keeps what it says, why, and its past cases', async () => {
    expect(listModels(join(workspace, 'models'))).toEqual(MODELS);
    const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
    const [row] = await database.rows(
      `WITH last AS (SELECT * FROM predictions
                       WHERE run_id = (SELECT max(run_id) FROM runs) AND model = 'default-synthetic'),
         parts AS (SELECT symbol, sum(contribution) AS total FROM prediction_parts
                   WHERE model = 'default-synthetic' GROUP BY symbol)
       SELECT (SELECT count(*) FROM last) AS scores, (SELECT count(probability) FROM last) AS probabilities,
         (SELECT max(abs(score - total)) FROM last JOIN parts USING (symbol)) AS gap,
         (SELECT any_value(verdict) FROM model_runs WHERE hash = (SELECT any_value(hash) FROM last)) AS verdict,
         (SELECT count(*) FROM prediction_cases) AS cases,
         (SELECT max(case_date) < '2025-12-31' FROM prediction_cases) AS past`,
    );
    database.close();
    expect(row.scores).toBeGreaterThan(30);
    expect(row.gap).toBeLessThan(1e-6);
    expect(row.cases).toBeGreaterThan(50);
    expect(row.past).toBe(true);
    if (row.verdict === 'none') expect(row.probabilities).toBe(0);
  });
});

describe('nights that follow', () => {
  test('a challenger is trained after a week, decided on once, and its record kept', async () => {
    const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
    const challenges = await database.rows('SELECT * FROM challenges');
    const asked = await database.rows('SELECT model FROM model_runs ORDER BY run_id, model');
    database.close();
    expect(asked.map(({ model }) => model)).toEqual([
      'default-synthetic',
      'default-synthetic',
      'default-synthetic-challenger-2025-10-20',
      ...MODELS,
    ]);
    expect(challenges).toHaveLength(1);
    const [{ challenger, promoted, sessions, words }] = challenges;
    expect(challenger).toBe('default-synthetic-challenger-2025-10-20');
    expect(sessions).toBeGreaterThanOrEqual(21);
    expect(words).toMatch(promoted ? /wins/ : /stays/);
    expect(readdirSync(join(workspace, 'models', '.retired'))).toHaveLength(1);
  });

  test('what was predicted on the first night has come due and is its live record', async () => {
    const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
    const [live] = await database.rows(
      "SELECT live_sessions, live_ic FROM model_runs WHERE model = 'default-synthetic' ORDER BY run_id DESC LIMIT 1",
    );
    const days = await database.rows(
      'SELECT CAST(date AS VARCHAR) AS date, ic FROM model_live ORDER BY date',
    );
    const [{ promoted }] = await database.rows('SELECT promoted FROM challenges');
    database.close();
    if (promoted) return;
    expect(live.live_sessions).toBe(2);
    expect(days.map(({ date }) => date)).toEqual(NIGHTS.slice(0, 2));
    expect(live.live_ic).toBeCloseTo((Number(days[0].ic) + Number(days[1].ic)) / 2, 12);
  });
});

describe('score --json', () => {
  test('scores as the nightly did, with contributions that add up, and past cases at both ends', async () => {
    const document = await technicJson<ScoreDocument>([
      'score',
      '--model',
      'default-synthetic',
      ...inWorkspace(),
    ]);
    const database = await openForReading(join(workspace, 'current', 'technic.duckdb'));
    const stored = await database.rows(
      "SELECT symbol, score FROM predictions WHERE as_of = '2025-12-31' AND model = 'default-synthetic' ORDER BY rank",
    );
    database.close();
    expect(document.scores.map(({ symbol, score }) => ({ symbol, score }))).toEqual(stored);
    for (const { score, expected, contributions } of document.scores) {
      expect(Object.values(contributions).reduce((sum, part) => sum + part, expected)).toBeCloseTo(score, 6);
    }
    expect(document.scores[0].cases.length).toBeGreaterThan(2);
    expect(document.scores.at(-1)?.cases.length).toBeGreaterThan(2);
  });

  test('says when a session is one that the model was trained on, and names an unknown model', async () => {
    const early = await technic([
      'score',
      '--model',
      'default-synthetic',
      '--as-of',
      '2025-03-31',
      ...inWorkspace(),
    ]);
    expect(early.stderr).toMatch(/was trained on 2025-03-31/);
    expect(early.stdout).toMatch(/^verdict of default-synthetic: /);
    const unknown = await technic(['score', '--model', 'defalt', ...inWorkspace()]);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/there is no model "defalt"[\s\S]*default-synthetic/);
  });
});

describe('models watch --json', () => {
  test('has live IC beside the promised, drift of every feature, and how challengers fared', async () => {
    const document = await technicJson<ModelWatch & { promised: number }>([
      'models',
      'watch',
      'default-synthetic',
      ...inWorkspace(),
    ]);
    expect(document.asOf).toBe('2025-12-31');
    expect(typeof document.promised).toBe('number');
    expect(document.drift.length).toBeGreaterThan(20);
    expect(document.challenges).toHaveLength(1);
  });
});

describe('models compare and promote', () => {
  test('compare looks only at sessions after both trainings and what their labels reach', async () => {
    const comparison = await technicJson<Comparison>([
      'models',
      'compare',
      'default-synthetic',
      'default-synthetic',
      ...inWorkspace(),
    ]);
    expect(comparison.sessions).toBeGreaterThan(40);
    expect((comparison.from ?? '') > '2025-09-30').toBe(true);
    expect(comparison.difference).toBe(0);
    expect(comparison.isPromoted).toBe(false);
    expect(comparison.rows).toBeGreaterThan(30 * 40);
    expect(comparison.words).toMatch(/sessions that neither has seen/);
  });

  test('promote refuses without evidence, and with --anyway keeps the model it replaces', async () => {
    const over = ['models', 'promote', MODELS[1], '--over', 'default-synthetic', ...inWorkspace()];
    const refused = await technic(over);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/is not promoted: .* neither has seen/);
    const promoted = await technicJson<{ retired: string; path: string }>([...over, '--anyway']);
    expect(readCard(promoted.retired)).toMatchObject({
      name: 'default-synthetic',
      training: { to: '2025-09-23' },
    });
    expect(readCard(promoted.path)).toMatchObject({
      name: 'default-synthetic',
      training: { to: '2025-12-23' },
    });
    expect(listModels(join(workspace, 'models'))).toEqual(['default-synthetic']);
  });
});
