import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenSite, openSite } from './open-site.js';

const RULE = 'rsi(2) < 10 and close > sma(close, 200)';
const SESSIONS = 520;

let site: OpenSite;
beforeAll(async () => {
  site = await openSite({ symbols: 260, sessions: SESSIONS });
}, 120_000);
afterAll(() => site.close());

/** Waits until an element's text matches, and gives the text. */
async function textOf(page: Page, selector: string, pattern: RegExp): Promise<string> {
  const handle = await page.waitForFunction(
    ([where, source]) => {
      const text = Array.from(document.querySelectorAll<HTMLElement>(where), (one) => one.innerText).join(
        '\n',
      );
      return new RegExp(source, 's').test(text) ? text : false;
    },
    [selector, pattern.source],
  );
  return String(await handle.jsonValue());
}

const open = (query: Record<string, string> = {}) => site.open(`scan.html?${new URLSearchParams(query)}`);
const address = (page: Page) => new URL(page.url()).searchParams;
const answered = (page: Page) => textOf(page, '#rule-status', /since 20.*Answered/);
const rows = '.controls [role="status"]';

/** Once earlier years are here too, every session stands on the slider. */
const allBars = (page: Page) =>
  page.waitForFunction(
    (last) => document.querySelector<HTMLInputElement>('.rule-day input')?.max === String(last),
    SESSIONS - 1,
  );

test('an idea from its first key to the Lab and to a colleague', async () => {
  const { page, outside, errors } = await open();
  await page.locator('#rule').pressSequentially('close > smaa(close, 20)');
  const fault = await textOf(page, '#rule-fault', /\^.*sma/);
  expect(fault.indexOf('^')).toBe('close > '.length);

  await page.locator('#rule').fill('');
  await page.locator('#rule').pressSequentially('rsi(2) < 10 and close > sm');
  await page.waitForSelector('#rule-completions li');
  await page.keyboard.press('Tab');
  expect(await page.inputValue('#rule')).toMatch(/close > sm\w+/);
  await page.locator('#rule').fill('');
  await page.locator('#rule').pressSequentially(RULE);
  await page.keyboard.press('Escape');
  await allBars(page);
  const status = await textOf(page, '#rule-status', /since 2016.*Answered/);
  const tonight = Number(/^(\d+) of/.exec(status)?.[1]);
  await textOf(page, rows, new RegExp(`\\b${tonight} of 2\\d\\d`));
  await textOf(page, '.rule-account', /1 idea tried in this tab.*In sample/);
  const evidence = await page.locator('.rule-report table').first().innerText();
  for (const horizon of [1, 5, 10, 21]) expect(evidence).toMatch(new RegExp(`\\n${horizon}\\t.*95.%: `));
  expect(await page.locator('.rule-account figure svg').count()).toBe(1);
  await page.locator('.rule-report details summary', { hasText: 'Where it worked' }).click();
  for (const group of ['By year', 'By regime on the day', 'By sector'])
    expect(await page.locator('.rule-report caption', { hasText: group }).isVisible()).toBe(true);

  const slider = page.locator('input.threshold').first();
  await slider.focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press('ArrowRight');
  expect(await page.inputValue('#rule')).not.toBe(RULE);
  await page.locator('#rule').fill(RULE);
  await textOf(page, '#rule-status', new RegExp(`^${tonight} of .*Answered`));

  await page.fill('[aria-label="symbol to explain"]', 'AAA');
  await textOf(page, '.why-not', /AAA (matches|fails)|AAA: .* away/);
  await page.fill('[aria-label="symbol to explain"]', 'zzz');
  await textOf(page, '.why-not', /there is no ZZZ/);
  await page.selectOption('[aria-label="rule to explain"]', { index: 1 });
  await page.fill('[aria-label="symbol to explain"]', 'S0004');
  await textOf(page, '.why-not', /S0004/);

  const shared = await open(Object.fromEntries(address(page)));
  await shared.page.waitForFunction(
    (same) => document.querySelector('#rule-status')?.textContent?.startsWith(same),
    status.split('Answered')[0],
  );
  await textOf(shared.page, '.why-not', /S0004/);

  expect(await page.locator('.rule-actions pre').first().textContent()).toContain(`where: '${RULE}'`);
  await page.click('text=Open in the Lab');
  await page.waitForSelector('.lab-report figure');
  expect(address(page).get('entry')).toBe(RULE);
  expect({ outside, errors: [...errors, ...shared.errors] }).toEqual({ outside: [], errors: [] });
});

test('a brush narrows the other distributions and the table, by pointer and by key, and stands in the link', async () => {
  const { page, errors } = await open({ rule: 'close > sma(close, 50) and rsi(14) > 20' });
  await answered(page);
  const before = await textOf(page, rows, /\d+ of 2/);
  const passing = page.locator('.criterion .passing').nth(1);
  const drawn = await passing.getAttribute('d');
  const picture = page.locator('.criterion .histogram').first();
  const box = await picture.boundingBox();
  if (!box) throw new Error('the first distribution is not on the page');
  await page.mouse.move(box.x + 200, box.y + 15);
  await page.mouse.down();
  // One move: of several, a slow machine shows each, and which of them was read would be chance.
  await page.mouse.move(box.x + 150, box.y + 15);
  await page.mouse.up();
  const within = await textOf(page, '.brushes', /\d+ of \d+ within 1 brush/);
  const left = Number(/(\d+) of \d+ within/.exec(within)?.[1]);
  await textOf(page, rows, new RegExp(`\\b${left} of 2|No symbol`));
  expect(await passing.getAttribute('d')).not.toBe(drawn);

  // The address follows once the brush rests.
  await page.waitForURL(/[?&]b\./);
  const shared = await open(Object.fromEntries(address(page)));
  await textOf(shared.page, '.brushes', new RegExp(`\\b${left} of \\d+ within 1 brush`));

  const handle = page.getByLabel('brush score from');
  await handle.focus();
  for (let k = 0; k < 12; k++) await page.keyboard.press('ArrowRight');
  await textOf(page, '.brushes', /within 2 brushes/);
  await page.click('text=Clear brushes');
  await textOf(page, '.brushes', /Drag across/);
  expect(await textOf(page, rows, /\d+ of 2/)).toBe(before);
  expect([...address(page).keys()].filter((key) => key.startsWith('b.'))).toEqual([]);
  expect(errors).toEqual([]);
});

test('every day there is can be looked at as the night after it would have, evidence and all', async () => {
  const { page, errors } = await open({ rule: 'rsi(2) < 30' });
  await allBars(page);
  await textOf(page, '.rule-report', /Tonight:.*Trading|Tonight:.*In sample/);
  const now = await page.locator('main table caption', { hasText: 'symbols as of' }).innerText();
  await page.locator('.rule-day input').focus();
  for (let k = 0; k < 9; k++) await page.keyboard.press('PageDown');
  const day = await textOf(page, '.rule-day', /as of the close of 20.*computed in this tab.*restated/);
  const date = address(page).get('day') ?? '';
  expect(day).toContain(`as of the close of ${date}`);
  await textOf(page, 'main caption', new RegExp(`symbols as of ${date}`));
  await textOf(page, '#rule-status', new RegExp(`matched on ${date}; .* to ${date}.*Answered`));
  const past = await textOf(page, '.rule-report', new RegExp(`As it was on ${date}.*On ${date}:.*In sample`));
  expect(past).not.toContain('Tonight');
  const years = page.locator('.rule-account details table tr');
  await page.waitForFunction(
    (year) => document.querySelector('.rule-account details tr:last-child th')?.textContent === year,
    date.slice(0, 4),
  );
  expect(await years.count()).toBeGreaterThan(0);
  const shown = await page.locator('.rule-day output').innerText();
  const shared = await open(Object.fromEntries(address(page)));
  await textOf(shared.page, '.rule-day', /computed in this tab/);
  await textOf(shared.page, '.rule-report', new RegExp(`As it was on ${date}.*On ${date}:`));
  expect(await shared.page.locator('.rule-day output').innerText()).toBe(shown);
  await page.click('.rule-report >> text=Back to today');
  await textOf(page, 'main caption', new RegExp(now.slice(-10)));
  expect(await textOf(page, '.rule-report', /Tonight:/)).not.toContain('As it was');
  expect(address(page).get('day')).toBeNull();
  expect([...errors, ...shared.errors]).toEqual([]);
});

test('a link made on other data offers what was and what is', async () => {
  const { page, errors } = await open({ rule: 'rsi(2) < 30', data: '00000000', asof: '2030-01-01' });
  await allBars(page);
  expect(await page.locator('.rule-box .warning').innerText()).toContain('data 00000000 of 2030-01-01');
  await page.click('text=As it is now');
  expect(await page.locator('.rule-box .warning').count()).toBe(0);
  expect(address(page).get('data')).not.toBe('00000000');
  expect(errors).toEqual([]);
});

test('the name under the cursor is explained, and a view is saved, opened again and taken in from a file', async () => {
  const { page, errors } = await open({ rule: 'rsi(2) < 20' });
  await page.locator('#rule').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await textOf(page, '#rule-meaning', /^rsi\(/);
  await page.fill('[aria-label="name of the view"]', 'dips');
  await page.click('.saved-views >> text=Save view');
  await page.goto(`${site.url}scan.html`);
  await page.waitForSelector('.saved-views select');
  await page.selectOption('.saved-views select', 'dips');
  await page.waitForURL(/rule=rsi/);
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('#rule')?.value === 'rsi(2) < 20',
  );
  await page.setInputFiles('.saved-views input[type=file]', {
    name: 'views.json',
    mimeType: 'application/json',
    buffer: Buffer.from(
      JSON.stringify({ page: 'scan', views: [{ name: 'other', query: 'rule=close+%3E+1' }] }),
    ),
  });
  await textOf(page, '.saved-views', /1 views taken in/);
  expect(await page.locator('.saved-views option').allInnerTexts()).toContain('other');
  expect(errors).toEqual([]);
});

test('a rule that nothing meets leaves a page that says so, on a phone as well', async () => {
  const { page, errors } = await site.open(
    `scan.html?${new URLSearchParams({ rule: 'close < 0 and rsi(2) < 50' })}`,
    { width: 360, scheme: 'dark' },
  );
  await textOf(page, '#rule-status', /^0 of/);
  await textOf(page, '.rule-report', /No symbol matches tonight.*nothing has come due/);
  await textOf(page, rows, /No symbol matches/);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
  expect(errors).toEqual([]);
});
