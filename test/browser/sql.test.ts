import { readFileSync } from 'node:fs';
import { tableFromIPC } from '@uwdata/flechette';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SQL_EXAMPLES } from '../../notebooks/components/sql-examples.js';
import { type OpenSite, openSite } from './open-site.js';

let site: OpenSite;

beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: 520 });
}, 180_000);
afterAll(() => site.close());

async function ask(page: Page, sql: string): Promise<void> {
  await page.fill('textarea.sql', sql);
  await page.click('main button:text-is("Run")');
  await page.waitForFunction(() =>
    /rows in|not answered/.test(document.querySelector('#sql-status')?.textContent ?? ''),
  );
}

test('every example runs, and the engine is fetched on the first query only, from this site', {
  timeout: 120_000,
}, async () => {
  const { page, outside, errors } = await site.open('sql.html');
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(request.url()));
  expect(
    await page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter((entry) => /\.wasm|\.duckdb/.test(entry.name)).length,
    ),
  ).toBe(0);
  for (const { title, sql } of SQL_EXAMPLES) {
    await ask(page, sql);
    expect(await page.locator('.sql-fault').innerText(), title).toBe('');
    expect(await page.locator('.sql-answer table').count(), title).toBe(1);
  }
  expect(fetched.some((address) => /bars\.[^/]*duckdb/.test(address))).toBe(true);
  expect(outside).toEqual([]);
  expect(errors).toEqual([]);
});

test('a fault is said in words, the next query works, its link answers by itself and its Arrow file is whole', {
  timeout: 120_000,
}, async () => {
  const { page, outside, errors } = await site.open('sql.html');
  await ask(page, 'SELECT * FROM nowhere');
  expect(await page.locator('.sql-fault').innerText()).toContain('nowhere does not exist');
  await ask(page, "SELECT * FROM read_parquet('https://example.com/a.parquet')");
  expect(await page.locator('.sql-fault').innerText()).not.toBe('');
  await ask(page, 'SELECT symbol, rank, score FROM tonight ORDER BY rank, symbol');
  expect(await page.locator('.sql-answer tbody th').first().innerText()).toMatch(/\w/);
  const waiting = page.waitForEvent('download');
  await page.click('main button:text-is("Arrow")');
  const file = await (await waiting).path();
  const table = tableFromIPC(readFileSync(file));
  expect(table.names).toEqual(['symbol', 'rank', 'score']);
  const address = new URL(page.url());
  const linked = await site.open(address.pathname.slice(1) + address.search);
  await linked.page.waitForSelector('.sql-answer table');
  expect(await linked.page.locator('.sql-answer caption').first().innerText()).toContain(
    `Result: ${table.numRows} rows`,
  );
  expect([...outside, ...linked.outside]).toEqual([]);
  expect([...errors, ...linked.errors]).toEqual([]);
});
