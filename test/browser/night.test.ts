import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SiteServer, serveSite } from '../../pipelines/serve/index.js';
import { SITE_PAGES } from '../../pipelines/site/index.js';
import { linearRegressor, nanModel } from '../pipelines/score/foreign-models.js';
import { technicJson, WHOLE_CONFIG } from '../pipelines/cli/run-technic.js';
import { openChromium } from './open-chromium.js';

/** Models of others that cannot be asked, each with what the pages must say of it; `undefined` for no card. */
const BAD_MODELS = [
  { name: 'cardless', bytes: linearRegressor(), features: undefined, reason: 'has no card.json' },
  {
    name: 'narrow',
    bytes: linearRegressor(),
    features: ['rsi_2', 'rsi_14', 'adx_14'],
    reason: 'the card names 3 features',
  },
  { name: 'silent', bytes: nanModel(), features: ['rsi_2', 'rsi_14'], reason: 'gave no number for' },
  {
    name: 'stranger',
    bytes: linearRegressor(),
    features: ['rsi_2', 'rsi_15'],
    reason: 'Did you mean "rsi_14"',
  },
];

/** Two real nights on a small synthetic market, and the site that the second one published. */
const workspace = mkdtempSync(join(tmpdir(), 'technic-night-'));
let server: SiteServer;
let browser: Browser;

beforeAll(async () => {
  const market = ['--source', 'synthetic', '--symbol-count', '44', '--years', '3'];
  const common = [...market, '--workspace', workspace, '--config', WHOLE_CONFIG];
  await technicJson(['nightly', '--no-site', ...common]);
  for (const { name, bytes, features } of BAD_MODELS) {
    const folder = join(workspace, 'models', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'model.onnx'), bytes);
    const card = { format: 1, name, features: features?.map((feature) => ({ name: feature })) };
    if (features) writeFileSync(join(folder, 'card.json'), JSON.stringify(card));
  }
  await technicJson(['nightly', ...common]);
  server = await serveSite({ root: join(workspace, 'current', 'site'), port: 0, host: '127.0.0.1' });
  browser = await openChromium();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(workspace, { recursive: true, force: true });
});

async function open(path: string): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (hostname !== '127.0.0.1' && protocol.startsWith('http')) errors.push(`asked ${request.url()}`);
  });
  await page.goto(server.url + path);
  await page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('observablehq-loading'),
  );
  return { page, errors };
}

test.each(SITE_PAGES.map(({ path }) => `${path.slice(1)}.html`))(
  '%s opens on what a night leaves behind',
  async (path) => {
    const { page, errors } = await open(path);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.observablehq--error').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  },
);

test('the nightly’s model scores the same in the tab, and its parts add up to its score', async () => {
  const { page, errors } = await open('scoring.html');
  await page.click('.model-runtime button');
  await page.waitForFunction(() =>
    /largest difference/.test(document.querySelector('.model-runtime [role=status]')?.textContent ?? ''),
  );
  expect(await page.locator('.model-runtime [role=status]').innerText()).toContain('they agree');
  const models = await page.evaluate(async () => {
    const url = performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => /models\.[0-9a-f]+\.json$/.test(name));
    return (await fetch(url ?? '')).json();
  });
  const [{ scores, card }] = models.models;
  expect(['skill', 'weak', 'none']).toContain(card.verdict);
  for (const { score, parts } of scores) {
    const sum = parts.reduce((total: number, [, part]: [string, number]) => total + part, 0);
    expect(Math.abs(sum - score)).toBeLessThan(1e-5);
  }
  expect(errors).toEqual([]);
});

test.each(['scoring.html', 'run.html'])(
  '%s says of each model that could not be asked what is wrong',
  async (path) => {
    const { page, errors } = await open(path);
    for (const { name, reason } of BAD_MODELS) {
      const said = page.locator('main li, main tr', { hasText: name }).filter({ hasText: reason });
      await said.first().waitFor();
    }
    expect(errors).toEqual([]);
  },
);
