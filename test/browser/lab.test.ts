import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { tableFromIPC } from '@uwdata/flechette';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strategyTemplate } from '../../models/strategies/index.js';
import { technicJson } from '../pipelines/cli/run-technic.js';
import { openFolder, type OpenSite } from './open-site.js';
import { seriousFindings } from './serious-findings.js';

const TEMPLATE = strategyTemplate('my-idea');
/** Accounts of their own and one account, rules of one symbol and across symbols. */
const LEAGUE = [
  {
    name: 'average_cross',
    title: 'averages cross',
    strategy: 'sma-cross',
    parameters: { fast: 10, slow: 40 },
  },
  { name: 'momentum', title: 'momentum rotation', strategy: 'momentum-rotation' },
  { name: 'reversion', title: 'RSI reversion', strategy: 'rsi-reversion' },
];

const workspace = mkdtempSync(join(tmpdir(), 'technic-lab-'));
let site: OpenSite;
beforeAll(async () => {
  const config = join(workspace, 'technic.config.ts');
  const asked = { scans: [], strategies: LEAGUE, models: { trainDefault: false } };
  writeFileSync(config, `export default ${JSON.stringify(asked)};`);
  const flags = '--source synthetic --symbol-count 14 --years 1.5 --workspace';
  await technicJson(['backtest', 'sma-cross', '--param', 'fast=7', ...flags.split(' '), workspace]);
  await technicJson(['nightly', '--config', config, ...flags.split(' '), workspace]);
  site = await openFolder(join(workspace, 'current', 'site'), () =>
    rmSync(workspace, { recursive: true, force: true }),
  );
}, 240_000);
afterAll(() => site.close());

/** Opens the Lab with the template in the editor, run once. */
async function openEditor(): Promise<Awaited<ReturnType<OpenSite['open']>>> {
  const opened = await site.open('lab.html?strategy=typescript&s=SYN001');
  await opened.page.waitForSelector('.lab-report figure');
  await waitForText(opened.page, '.looked', /No use of the future/);
  return opened;
}

/** Pastes over the whole text, and runs it. */
async function write(page: Page, text: string): Promise<void> {
  const content = page.locator('.cm-content');
  await content.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await content.evaluate((node, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    node.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await page.click('.lab-code button:has-text("Run")');
}

async function waitForText(page: Page, selector: string, pattern: RegExp): Promise<string> {
  await page.waitForFunction(
    ([where, source]) => new RegExp(source).test(document.querySelector(where)?.textContent ?? ''),
    [selector, pattern.source] as const,
  );
  return page.locator(selector).first().innerText();
}

test('the template runs in the editor, its parameters are sliders, and it stands in the link', async () => {
  const { page, outside, errors } = await openEditor();
  const before = await page.locator('.lab-report .lead').innerText();
  await page.locator('.slider input').evaluate((node) => {
    (node as HTMLInputElement).value = '22';
    node.dispatchEvent(new Event('input'));
  });
  await page.waitForFunction(
    (text) => document.querySelector('.lab-report .lead')?.textContent !== text,
    before,
  );
  expect(new URL(page.url()).searchParams.get('p.period')).toBe('22');
  expect(page.url()).toContain('#code=');
  expect(await seriousFindings(page)).toEqual([]);
  await screenshots(page, 'lab-editor');
  const figures = '.lab-report .figures';
  const after = await page.locator(figures).innerText();
  const shared = await site.open(`lab.html${new URL(page.url()).search}${new URL(page.url()).hash}`);
  expect(await waitForText(shared.page, '.lab-code [role=status]', /came with the link/)).toContain(
    'press Run',
  );
  expect(await shared.page.locator('.lab-report figure').count()).toBe(0);
  await shared.page.click('.lab-code button:has-text("Run")');
  await shared.page.waitForSelector('.lab-report figure');
  expect(await shared.page.locator(figures).innerText()).toBe(after);
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('a faulty strategy has its error under its line, before it runs and while it runs', async () => {
  const { page } = await openEditor();
  await write(page, TEMPLATE.replace('bars.close, average', 'bars.closes, average'));
  const line = TEMPLATE.split('\n').findIndex((text) => text.includes('bars.close,')) + 1;
  expect(await waitForText(page, '.lab-code .warning', /closes/)).toContain(
    `line ${line}: bars has no "closes"`,
  );
  await page.waitForSelector('.cm-lintRange-error');
  expect(await page.locator('.cm-lintRange-error').innerText()).toBe('closes');
  await write(
    page,
    TEMPLATE.replace('return undefined;', 'return account.nothing.at(i);')
      .replace('(i, account,', '(i, account: any,')
      .replace('account.nothing', '(account as any).nothing'),
  );
  const thrown = await waitForText(page, '.lab-code .warning', /reading 'at'/);
  const at = TEMPLATE.split('\n').findIndex((text) => text.includes('return undefined;')) + 1;
  expect(thrown).toMatch(new RegExp(`^line ${at}: `));
});

test('an endless strategy is stopped with a sentence, and the page goes on', async () => {
  const { page } = await openEditor();
  await write(page, TEMPLATE.replace('return { close', 'for (;;) {}\n    return { close'));
  expect(await waitForText(page, '.lab-code .warning', /stopped/)).toContain('loop that does not end');
  await write(page, TEMPLATE);
  await waitForText(page, '.looked', /No use of the future/);
});

test('a strategy has no network, no storage, no workers, no timers, and cannot make code', async () => {
  const { page, outside } = await openEditor();
  const doors = [
    'fetch',
    'XMLHttpRequest',
    'WebSocket',
    'EventSource',
    'importScripts',
    'indexedDB',
    'caches',
  ];
  doors.push('Worker', 'SharedWorker', 'navigator', 'setTimeout', 'postMessage', 'self', 'WebAssembly');
  const look = `for (const door of ${JSON.stringify(doors)}) if (door in globalThis) console.log('open: ' + door);
    try { (() => {}).constructor('return 1')(); console.log('open: Function'); } catch { console.log('shut'); }`;
  await write(page, TEMPLATE.replace('return { close', `${look}\n    return { close`));
  expect((await waitForText(page, '.code-log', /shut/)).replaceAll('shut', '').trim()).toBe('');
  await write(page, TEMPLATE.replace('return { close', "(fetch as any)('/run.html');\n    return { close"));
  expect(await waitForText(page, '.lab-code .warning', /fetch/)).toContain('fetch is not defined');
  await write(page, `${TEMPLATE}\nawait import('http://example.com/x.js');`);
  expect(await waitForText(page, '.lab-code .warning', /import/)).toContain('import() is not available');
  expect(outside).toEqual([]);
});

test('a strategy that looks ahead is caught, by column and bar', async () => {
  const { page } = await openEditor();
  await write(
    page,
    TEMPLATE.replace('sma(bars.close, period)', 'bars.close.map((_, i) => bars.close[i + 1] ?? 0)'),
  );
  const found = await waitForText(page, '.looked', /uses the future/);
  expect(found).toMatch(/"average" looks ahead: its value at bar \d+ \(\d{4}-\d\d-\d\d\)/);
  await write(page, TEMPLATE.replace('close[i] > average[i])', 'close[i + 1] > average[i])'));
  expect(await waitForText(page, '.looked', /"decide: entries" looks ahead/)).toContain('uses the future');
});

test('typing in the editor offers what is there, by the keyboard alone', async () => {
  const { page } = await openEditor();
  await write(page, TEMPLATE);
  await page.locator('.cm-line', { hasText: 'account.position > 0' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('account.entr');
  const READY = '.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) li[aria-selected]';
  await page.waitForSelector(READY);
  expect(await page.locator('.cm-tooltip-autocomplete').innerText()).toContain('entryPrice');
  // The editor ignores Enter for 75 ms after its list opened, and while it is made anew: nobody shall take what
  // they have not read.
  await page.waitForTimeout(1000);
  await page.waitForSelector(READY);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.cm-tooltip-autocomplete', { state: 'detached' });
  expect(await page.locator('.cm-content').innerText()).toMatch(/account\.entry(Index|Price)/);
});

test('the strategy file and the trades are saved whole', async () => {
  const { page } = await openEditor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.click('text=Save as a strategy file'),
  ]);
  expect(file.suggestedFilename()).toBe('my-idea.ts');
  expect(readFileSync(await file.path(), 'utf8')).toBe(TEMPLATE);
  const [trades] = await Promise.all([
    page.waitForEvent('download'),
    page.click('text=Export trades as CSV'),
  ]);
  const lines = readFileSync(await trades.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  const [, said] = /([\d,]+) trades\./.exec(await page.locator('.lab-report .lead').innerText()) ?? [];
  expect(lines).toHaveLength(1 + Number(said.replace(',', '')));
  const [arrow] = await Promise.all([
    page.waitForEvent('download'),
    page.click('.table-export >> text=as Arrow'),
  ]);
  const table = tableFromIPC(readFileSync(await arrow.path()));
  expect(table.numRows).toBe(lines.length - 1);
  expect(Array.from(table.getChild('pnl'), String)).toEqual(lines.slice(1).map((line) => line.split(',')[6]));
});

test('a pinned run stands beside the next one, and both in the link of a new profile', async () => {
  const { page, errors } = await site.open('lab.html?strategy=sma-cross&s=SYN001');
  await waitForText(page, '.lab-controls', /All bars are here/);
  await page.waitForSelector('.lab-report figure');
  await page.click('text=Pin this run');
  await page.selectOption('.lab-form select', 'buy-and-hold');
  await waitForText(page, '.compare thead', /buy-and-hold/);
  await screenshots(page, 'lab-compare');
  const compared = await page.locator('.compare table').innerText();
  expect(compared).toContain('sma-cross, fast 10, slow 30, on SYN001');
  const shared = await site.open(`lab.html${new URL(page.url()).search}`);
  await waitForText(shared.page, '.lab-controls', /All bars are here/);
  await shared.page.waitForFunction(
    (text) => (document.querySelector<HTMLElement>('.compare table')?.innerText ?? '') === text,
    compared,
  );
  await page.click('.compare button[aria-label="take away A"]');
  await page.waitForFunction(() => document.querySelector('.compare') === null);
  expect(errors).toEqual([]);
});

test('a sweep over several symbols shows its doubt; a cell that is clicked is run', async () => {
  const { page, errors } = await site.open('lab.html?strategy=sma-cross&s=SYN001');
  await waitForText(page, '.lab-controls', /All bars are here/);
  await page.click('.sweep summary');
  await page.fill('.sweep-controls > label input', '4');
  for (const side of await page.locator('.range [aria-label="values"]').all()) await side.fill('4');
  await page.click('.sweep-controls button:has-text("Sweep")');
  await page.waitForSelector('.sweep-report svg');
  expect(await page.locator('.sweep-report').innerText()).toContain('on 4 symbols, an account each');
  expect(await seriousFindings(page)).toEqual([]);
  await screenshots(page, 'lab-sweep');
  const cell = page.locator('.sweep-cells rect').first();
  await cell.hover();
  const words = await page.locator('.sweep-cell').innerText();
  await cell.click();
  const [, fast, slow] = /fast ([\d.]+), slow ([\d.]+)/.exec(words) ?? [];
  await page.waitForFunction(
    ([a, b]) => location.search.includes(`p.fast=${a}&`) && location.search.includes(`p.slow=${b}`),
    [fast, slow] as const,
  );
  const shared = await site.open(`lab.html${new URL(page.url()).search}`);
  await shared.page.waitForSelector('.sweep-report svg');
  expect(await shared.page.locator('.sweep-report').innerText()).toContain('on 4 symbols, an account each');
  expect(errors).toEqual([]);
});

test('the league says what luck alone would give, and every row opens to its evidence', async () => {
  const { page, outside, errors } = await site.open('strategies.html');
  const lead = await page.locator('main .lead').innerText();
  expect(lead).toMatch(/after \d+ trials luck alone would give the best a Sharpe ratio of [\d.]+/);
  expect(lead).toMatch(/no evidence that it would pay|worth watching out of sample/);
  await page.waitForSelector('.disclose');
  const rows = await page.locator('.table-scroll').first().locator('tbody tr').count();
  expect(rows).toBe(LEAGUE.length);
  await page.locator('.disclose').first().click();
  const detail = await page.locator('.strategy-detail').innerText();
  for (const part of ['Said beforehand', 'Capacity', '1 night on record', 'the same to the last digit'])
    expect(detail).toContain(part);
  await page.waitForSelector('.strategy-detail figure svg');
  expect(await seriousFindings(page)).toEqual([]);
  await screenshots(page, 'strategies');
  expect({ outside, errors }).toEqual({ outside: [], errors: [] });
});

test('a backtest from the command line is on record beside the league, with the command that repeats it', async () => {
  const { page, errors } = await site.open('strategies.html');
  await page.waitForSelector('.studies tbody tr');
  expect(await page.locator('.studies tbody tr').count()).toBe(1);
  await page.locator('.studies .disclose').click();
  expect(await page.locator('.studies .command').innerText()).toContain(
    'npx technic backtest sma-cross --param fast=7 --source synthetic --symbol-count 14 --years 1.5',
  );
  expect(await seriousFindings(page)).toEqual([]);
  expect(errors).toEqual([]);
});

test('each stored run is computed again in the tab and comes out identical', async () => {
  const { page, errors } = await site.open('strategies.html');
  await page.waitForSelector('tbody a[href*="stored="]');
  const links = await page
    .locator('tbody a[href*="stored="]')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? ''));
  expect(links).toHaveLength(LEAGUE.length);
  await page.locator('tbody a[href*="stored="]').first().click();
  await page.waitForFunction(() =>
    /^Identical|^Not identical/.test(document.querySelector('.proof')?.textContent ?? ''),
  );
  const said = await page.locator('.proof').innerText();
  expect(said).toMatch(
    /^Identical to the last digit: \d+ equity points, [\d,]+ trades of \d+ symbols, \d+ figures/,
  );
  await page.waitForSelector('.lab-report figure');
  const names = await page
    .locator('.lab-proof select option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  for (const name of names) {
    await page.selectOption('.lab-proof select', name);
    await page.click('.lab-proof button');
    await page.waitForFunction(
      () => !document.querySelector<HTMLButtonElement>('.lab-proof button')?.disabled,
    );
    expect(await page.locator('.proof').innerText(), name).toContain('Identical to the last digit');
  }
  await screenshots(page, 'lab-stored');
  expect(errors).toEqual([]);
});

test.each([
  { on: 'one', symbols: 'SYN001', fewest: 3 },
  { on: 'each', symbols: 'all', fewest: 40 },
])(
  'a strategy saved from the Lab makes the same trades on the command line, to the last digit: on $on',
  async ({ on, symbols, fewest }) => {
    const { page, errors } = await site.open(`lab.html?strategy=typescript&s=SYN001&on=${on}&cost=7`);
    await page.waitForSelector('.lab-report figure');
    await waitForText(page, '.looked', /No use of the future was found on SYN001/);
    const file = await saved(page, 'text=Save as a strategy file', `my-idea-${on}.ts`);
    const trades = readFileSync(await saved(page, 'text=Export trades as CSV', 'trades.csv'), 'utf8');
    const [head, ...rows] = trades
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const here = rows.map((row) => Object.fromEntries(head.map((name, c) => [name, row[c]])));
    const asked = ['backtest', file, '--symbols', symbols, '--commission-bps', '7', '--workspace', workspace];
    const there = await technicJson<{ trades: Record<string, unknown>[] }>(asked);
    expect(here.length).toBeGreaterThan(fewest);
    expect(
      there.trades
        .map(({ symbol, entryDate, exitDate, size, entryPrice, exitPrice, pnl }) =>
          [symbol, entryDate, exitDate, size, entryPrice, exitPrice, pnl].join(' '),
        )
        .sort(),
    ).toEqual(
      here
        .map((row) =>
          [row.symbol, row.entryTime, row.exitTime, row.size, row.entryPrice, row.exitPrice, row.pnl].join(
            ' ',
          ),
        )
        .sort(),
    );
    expect(errors).toEqual([]);
  },
);

async function saved(page: Page, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const path = join(workspace, name);
  await download.saveAs(path);
  return path;
}

async function screenshots(page: Page, name: string): Promise<void> {
  const folder = process.env.TECHNIC_SCREENSHOTS;
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}-wide.png`, fullPage: true });
  await page.setViewportSize({ width: 360, height: 900 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.screenshot({ path: `${folder}/${name}-narrow.png`, fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a strategy in TypeScript shares one account in the Lab as on the command line, to the last digit', async () => {
  const file = join(workspace, 'my-idea.ts');
  writeFileSync(
    file,
    strategyTemplate('my-idea', relative(workspace, join(import.meta.dirname, '../../models'))),
  );
  const account = '--portfolio --max-positions 20 --size equity:0.05 --units fractional --commission-bps 10';
  const flags = [...account.split(' '), '--no-store', '--workspace', workspace];
  const { trades } = await technicJson<{ trades: { symbol: string; pnl: number }[] }>([
    'backtest',
    file,
    '--param',
    'period=30',
    ...flags,
  ]);
  expect(trades.length).toBeGreaterThan(50);
  const { page, errors } = await site.open('lab.html?strategy=typescript&on=all&p.period=30');
  await page.waitForSelector('.lab-report figure');
  const [saved] = await Promise.all([page.waitForEvent('download'), page.click('text=Export trades as CSV')]);
  const [, ...rows] = readFileSync(await saved.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  const shown = rows.map((row) => row.split(',')).map((cells) => [cells[0], Number(cells[6])]);
  expect(shown.reverse()).toEqual(trades.map(({ symbol, pnl }) => [symbol, pnl]));
  expect(errors).toEqual([]);
});
