import { afterAll, beforeAll, expect, test } from 'vitest';
import { indicators } from '../../models/indicators/index.js';
import { FIGURES } from '../../models/statistics/index.js';
import { type OpenSite, openSite } from './open-site.js';

let site: OpenSite;
beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: 520 });
}, 120_000);
afterAll(() => site.close());

test('an expression is computed as it is typed, a mistake is refused under its character', async () => {
  const { page, outside, errors } = await site.open('method.html');
  await page.waitForSelector('.value-line svg');
  await page.fill('#example', 'rsi(2) - 50');
  await page.waitForFunction(() =>
    /on the last bar/.test(document.querySelector('.example-answer')?.textContent ?? ''),
  );
  await page.fill('#example', 'close > rsii(2)');
  await page.waitForFunction(() => document.querySelector('#example-fault')?.textContent !== '');
  const fault = await page.locator('#example-fault').innerText();
  expect(fault.split('\n').slice(0, 2)).toEqual(['close > rsii(2)', '        ^^^^']);
  expect(fault).toContain('did you mean "rsi"?');
  expect(await page.locator('.mistakes li').count()).toBeGreaterThan(10);
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('the search finds indicators, figures, costs and fills, and its links open them', async () => {
  const { page, outside, errors } = await site.open('method.html');
  await page.waitForSelector('#method-search');
  const found = async (words: string) => {
    await page.fill('#method-search', words);
    await page.waitForFunction(() => document.querySelector('#method-found li') !== null);
    return page.locator('#method-found a').allInnerTexts();
  };
  expect((await found('macd'))[0]).toBe('macd');
  expect(await found('square-root slippage')).toEqual(['slippage.square-root']);
  expect(await found('gap through the stop')).toContain('a gap through the stop');
  expect((await found('sharpe ratio'))[0]).toBe('Sharpe ratio');
  await page.click('#method-found a:text-is("Sharpe ratio")');
  const opened = page.locator('tr.opened');
  await page.waitForFunction(() => /all-in on/.test(document.querySelector('tr.opened')?.textContent ?? ''));
  expect(await opened.innerText()).toMatch(/^sharpe = .*\n[\s\S]*basis points a fill/);
  expect(page.url()).toMatch(/#figure-sharpe$/);
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('an address opens its entry in view: the first, the last and one of each kind', async () => {
  const last = indicators[indicators.length - 1].name;
  const { page, errors } = await site.open(`method.html#${last}`);
  await page.waitForSelector('tr.opened .value-line');
  expect(await page.locator('tr.current th').innerText()).toContain(last);
  for (const address of ['#rsi', '#figure-maxdrawdown', '#crossover']) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    await page.waitForFunction((hash) => {
      const name = hash.slice(1).replace('figure-', '');
      return [...document.querySelectorAll('tr.opened')].some((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const text = `${row.previousElementSibling?.textContent} ${row.textContent}`.toLowerCase();
        return text.includes(name) && bottom > 0 && top < innerHeight;
      });
    }, address);
  }
  expect(errors).toEqual([]);
});

test('fills are simulated in the page, and every figure says on what it rests', async () => {
  const { page } = await site.open('method.html');
  const gap = page.locator('#fill-a-gap-through-the-stop');
  await gap.waitFor();
  expect(await gap.locator('li').allInnerTexts()).toEqual([
    'default in at 100.00 on bar 2, out at 91.00 on bar 3 (\u22129.0\u202f%): its protective stop was reached.',
    'gapThroughStop: level in at 100.00 on bar 2, out at 95.00 on bar 3 (\u22125.0\u202f%): its protective stop was reached.',
  ]);
  const figures = page.locator('section', { has: page.locator('#section-figures') });
  expect(await figures.locator('tbody tr').count()).toBe(FIGURES.length);
  expect(await figures.locator('thead th').allInnerTexts()).toEqual(
    expect.arrayContaining([
      'definition',
      'n counts',
      'ddof',
      'risk-free rate',
      'day count',
      'open trades',
      'source',
    ]),
  );
  const blanks = await figures
    .locator('tbody td')
    .evaluateAll((cells) => cells.filter((cell) => !cell.textContent).length);
  expect(blanks).toBe(0);
});
