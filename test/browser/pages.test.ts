import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SITE_PAGES } from '../../pipelines/site/index.js';
import { type OpenSite, openSite } from './open-site.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATHS = SITE_PAGES.map((page) => `${page.path.slice(1)}.html`);

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

let site: OpenSite;
beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: 320 });
}, 120_000);
afterAll(() => site.close());

describe.each(PATHS)('%s', (path) => {
  test.each([
    { width: 1440, scheme: 'light' },
    { width: 360, scheme: 'dark' },
  ] as const)(
    'opens at $width px, $scheme, with no outside request, no error, nothing cut off',
    async (look) => {
      const { page, outside, errors } = await site.open(path, look);
      await page.waitForLoadState('networkidle');
      expect(await page.locator('h1').count()).toBeGreaterThan(0);
      expect(await page.locator('.observablehq--error').count()).toBe(0);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
      expect({ outside, errors }).toEqual({ outside: [], errors: [] });
      await page.context().close();
    },
  );

  test.each(['light', 'dark'] as const)('has no serious accessibility finding, %s', async (scheme) => {
    const { page } = await site.open(path, { scheme });
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
      return (await axe.run()).violations;
    });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`)).toEqual([]);
    await page.context().close();
  });

  test('states where its numbers come from, and that they are synthetic', async () => {
    const { page } = await site.open(path);
    const footer = await page.locator('.trust').innerText();
    for (const fact of ['2018-02-07', 'd4f1c0ffee', 'a91be2', '41', 'SYNTHETIC'])
      expect(footer).toContain(fact);
    expect(await page.locator('.synthetic').innerText()).toContain('SYNTHETIC');
    await page.context().close();
  });
});
