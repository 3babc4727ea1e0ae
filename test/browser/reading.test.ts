import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOSTILE_NAME } from '../loaders/fixture.js';
import { type OpenSite, openSite } from './open-site.js';

let site: OpenSite;
beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: 520 });
}, 120_000);
afterAll(() => site.close());

test('a row opens in place to the parts of its score, by mouse and by key', async () => {
  const { page } = await site.open('scan.html');
  // A key that comes before the table is nobody's.
  await page.waitForSelector('main tr[aria-rowindex="2"]');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('o');
  expect(await page.locator('tr.opened').innerText()).toContain('add up to it');
  await page.locator('tr.current .disclose').click();
  expect(await page.locator('tr.opened').count()).toBe(0);
});

test('the whole table can be scrolled through while only what is seen is in the document', async () => {
  const { page } = await site.open('scan.html');
  await page.waitForSelector('main tr[aria-rowindex="2"]');
  const scroller = page.locator('.table-scroll').last();
  expect(await scroller.locator('tbody tr').count()).toBeLessThan(120);
  await scroller.evaluate((node) => {
    node.scrollTop = node.scrollHeight;
  });
  await page.waitForFunction(() => document.querySelector('[aria-rowindex="260"]') !== null);
});

test('export writes every row with its provenance, SYNTHETIC in each', async () => {
  const { page } = await site.open('scan.html');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('text=Export as CSV')]);
  expect(download.suggestedFilename()).toContain('SYNTHETIC');
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(260);
  for (const line of lines.slice(1)) expect(line).toMatch(/,SYNTHETIC$/);
});

test('a name that is markup is shown as text', async () => {
  const { page, errors } = await site.open('symbol.html?s=S0001');
  expect(await page.locator('main').innerText()).toContain(HOSTILE_NAME);
  expect(await page.title()).not.toBe('1');
  expect(errors).toEqual([]);
});

test('the symbol page reads its own part of the file only, and draws price, signals and any expression', async () => {
  const { page, errors } = await site.open('symbol.html?s=AAA&show=ema(close,%2020);%20rsi(2)');
  await page.waitForSelector('figure svg');
  expect(await page.locator('figure').first().innerText()).toContain('ema(close, 20)');
  expect(await page.locator('figure svg').count()).toBeGreaterThanOrEqual(3);
  expect(errors).toEqual([]);
});

test('slash goes to the search, a symbol that is not there gets neighbours instead of a blank page', async () => {
  const { page } = await site.open('index.html');
  await page.keyboard.press('/');
  await page.keyboard.type('s00zz');
  await page.keyboard.press('Enter');
  await page.waitForURL(/symbol\.html\?s=s00zz/);
  await page.waitForSelector('.empty');
  expect(await page.locator('.empty').innerText()).toContain('There is no symbol \u201cs00zz\u201d');
});

test('a broken link says what is wrong and shows the rest; back and forward bring a page back as it was left', async () => {
  const { page, errors } = await site.open('scan.html?scan=gone&sort=-score&q=s00&columns=symbol.score');
  const warning = page.locator('.broken-link');
  expect(await warning.innerText()).toContain('there is no named scan \u201cgone\u201d');
  await page.waitForSelector('main tr[aria-rowindex="12"]');
  const left = page.url();
  expect(left).not.toContain('gone');
  // How many rows stand there is a matter of time; which come first is not.
  const firstRows = async () => (await page.locator('main tr[aria-rowindex]').allInnerTexts()).slice(0, 10);
  const rows = await firstRows();
  await page.locator('main tr[aria-rowindex="2"] a').first().click();
  await page.waitForURL(/symbol/);
  await page.goBack();
  await page.waitForSelector('main tr[aria-rowindex="2"]');
  expect(page.url()).toBe(left);
  expect(await warning.count()).toBe(0);
  await expect.poll(firstRows, { timeout: 30_000 }).toEqual(rows);
  await page.goForward();
  await page.waitForURL(/symbol/);
  expect(errors).toEqual([]);
});

test('question mark lists the keys', async () => {
  const { page } = await site.open('run.html');
  await page.keyboard.press('?');
  expect(await page.locator('dialog').innerText()).toContain('search a symbol');
});

test('the Lab runs a strategy, follows its sliders, and stands in the link', async () => {
  const { page, outside, errors } = await site.open('lab.html?s=AAA');
  await page.waitForSelector('.lab-report figure');
  const first = await page.locator('.lab-report .lead').innerText();
  await page
    .locator('.slider input')
    .first()
    .evaluate((node) => {
      (node as HTMLInputElement).value = '26';
      node.dispatchEvent(new Event('input'));
    });
  await page.waitForFunction(
    (text) => document.querySelector('.lab-report .lead')?.textContent !== text,
    first,
  );
  expect(new URL(page.url()).searchParams.get('p.fast')).toBe('26');
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('a faulty strategy in the Lab says what is wrong and keeps the page', async () => {
  const { page } = await site.open('lab.html?s=AAA&entry=close%20%3E%20smaa(close,%205)');
  const fault = page.locator('.lab .warning:visible');
  await fault.waitFor();
  expect(await fault.innerText()).toContain('smaa');
});

test('a sweep in the Lab comes with its doubt: deflated, overfitting, walk-forward', async () => {
  const { page, outside, errors } = await site.open('lab.html?s=AAA&strategy=sma-cross');
  await page.waitForFunction(() =>
    /All bars are here/.test(document.querySelector('.lab')?.textContent ?? ''),
  );
  await page.click('text=Sweep two parameters');
  await page.click('.sweep-controls button:has-text("Sweep")');
  await page.waitForSelector('.sweep-report svg');
  const text = await page.locator('.sweep-report').innerText();
  for (const doubt of ['luck alone', 'Deflated Sharpe ratio', 'probability of overfitting', 'Walk-forward'])
    expect(text).toContain(doubt);
  expect(await page.locator('table.months tbody tr').count()).toBeGreaterThan(1);
  if (process.env.TECHNIC_SCREENSHOTS) {
    await page.screenshot({ path: `${process.env.TECHNIC_SCREENSHOTS}/lab-wide.png`, fullPage: true });
    await page.setViewportSize({ width: 360, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.screenshot({ path: `${process.env.TECHNIC_SCREENSHOTS}/lab-narrow.png`, fullPage: true });
  }
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('what was opened is there offline; what was not says so', async () => {
  const { page, errors } = await site.open('track-record.html');
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(async () => {
    const [name] = await caches.keys();
    if (name === undefined) return false;
    const kept = new Set((await (await caches.open(name)).keys()).map(({ url }) => url));
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
    return [location.href, ...loaded].every((url) => kept.has(url) || !url.startsWith(location.origin));
  });
  const text = await page.locator('main').innerText();
  expect(errors).toEqual([]);
  await page.context().setOffline(true);
  await page.reload();
  await page.waitForFunction(
    () => document.querySelector('main h1') && !document.querySelector('observablehq-loading'),
  );
  await page.waitForFunction(
    (before) => document.querySelector<HTMLElement>('main')?.innerText === before,
    text,
  );
  await page.goto(`${site.url}factors.html`);
  expect(await page.locator('body').innerText()).toContain('You are offline');
});

test('a chart is saved as a picture that says what it shows and where it comes from', async () => {
  const { page, errors } = await site.open('factors.html');
  const saved = page.waitForEvent('download');
  await page.locator('.chart-export button', { hasText: 'SVG' }).first().press('Enter');
  const text = readFileSync(await (await saved).path(), 'utf8');
  expect(text).toContain('http://www.w3.org/2000/svg');
  expect(text).toContain('SYNTHETIC');
  expect(text.includes('var(--')).toBe(false);
  const drawn = page.waitForEvent('download');
  await page.locator('.chart-export button', { hasText: 'PNG' }).first().press('Enter');
  const bytes = readFileSync(await (await drawn).path());
  expect([...bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(bytes.length).toBeGreaterThan(5_000);
  expect(errors).toEqual([]);
});

test('on paper a page is its content: no navigation, no buttons, and nothing cut off', async () => {
  const { page } = await site.open('track-record.html');
  // Also the charts far below what has been looked at.
  await page.waitForFunction(() => {
    const charts = Array.from(document.querySelectorAll('.vega-chart'));
    return charts.length > 0 && charts.every((chart) => chart.querySelector('svg'));
  });
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['.site-nav', '.site-search', '.chart-export'])
    expect(await page.locator(hidden).first().isVisible()).toBe(false);
  expect(await page.locator('.trust').isVisible()).toBe(true);
  const cut = await page.$$eval('.table-scroll', (all) =>
    all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.getAttribute('aria-label')),
  );
  expect(cut).toEqual([]);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});

test('the site can be installed: its manifest names the first page and an icon that are there', async () => {
  const { page } = await site.open('index.html');
  const href = await page.locator('link[rel=manifest]').getAttribute('href');
  const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), href ?? '');
  for (const url of [manifest.start_url, manifest.icons[0].src])
    expect((await page.request.get(new URL(url, page.url()).href)).status()).toBe(200);
  expect(manifest.display).toBe('standalone');
});
