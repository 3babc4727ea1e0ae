import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_PAGES } from '../../pipelines/site/index.js';
import { type OpenSite, openSite } from './open-site.js';
import { seriousFindings } from './serious-findings.js';

const PATHS = SITE_PAGES.map((page) => `${page.path.slice(1)}.html`);

let site: OpenSite;
beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: 520 });
}, 120_000);
afterAll(() => site.close());

describe.each(PATHS)('%s', (path) => {
  // One visit answers three questions: opening a page costs more than asking.
  test.each([
    { width: 1440, scheme: 'light' },
    { width: 360, scheme: 'dark' },
  ] as const)(
    'at $width px, $scheme: no outside request, no error, nothing cut off, no serious accessibility finding, and where its numbers come from',
    async (look) => {
      const { page, outside, errors } = await site.open(path, look);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('h1').count()).toBeGreaterThan(0);
      expect(await page.locator('.observablehq--error').count()).toBe(0);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      expect({ outside, errors }).toEqual({ outside: [], errors: [] });
      const footer = await page.locator('.trust').innerText();
      const facts = ['2018-02-07', 'd4f1c0ffee', 'a91be2', '41', 'SYNTHETIC', '32 of 40 symbols known'];
      for (const fact of facts) expect(footer).toContain(fact);
      expect(await page.locator('.synthetic').innerText()).toContain('SYNTHETIC');
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    },
  );
});

test('the curve of the cache answers the size and the life that the keys set, in words and in its table', async () => {
  const { page } = await site.open('cache.html');
  const reading = page.locator('#cache-reading');
  await page.locator('#cache-life').press('Home');
  await expect.poll(() => reading.innerText(), { timeout: 30_000 }).toContain('kept for 1 hour');
  const figure = page.locator('figure', { has: reading });
  await figure.locator('summary').press('Enter');
  expect(await figure.locator('caption').innerText()).toMatch(/at 1 hour$/);
  await page.locator('#cache-life').press('End');
  await expect.poll(() => reading.innerText(), { timeout: 30_000 }).toContain('kept for 30 days');
  const missed = async () => Number(/missed ([\d.]+)/.exec(await reading.innerText())?.[1]);
  const largest = await missed();
  await page.locator('#cache-size').press('Home');
  await expect.poll(missed, { timeout: 30_000 }).toBeGreaterThan(largest);
  await page.context().close();
});
