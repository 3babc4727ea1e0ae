import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openChromium } from '../browser/open-chromium.js';
import { fillFixture } from '../loaders/fixture.js';
import { marketOf } from '../notebooks/components/market-of-database.js';
import { buildSite, loadRunFacts, SITE_PAGES } from '../../pipelines/site/index.js';
import { openForReading } from '../../pipelines/store/index.js';
import { serveSite } from '../../pipelines/serve/index.js';
import { technicJson } from '../pipelines/cli/run-technic.js';
import { sharedData } from '../real/shared-data.js';
import type { BenchResult } from './bench-result.js';
import { benchLab } from './page-lab.js';
import { benchMotion } from './page-motion.js';

const LOADS = 5;
/** Symbols of `us_wide`, over enough sessions for every criterion to be known. */
const WIDE = 5_126;
const WIDE_SESSIONS = 300;
const RULES = [
  'rsi(2) < 10 and close > sma(close, 200)',
  'close > highest(high, 252)[1] and volume > 1.5 * sma(volume, 50)',
  'rank(momentum_12_1) > 0.9 and rsi(5) < 40',
  'crossover(sma(close, 20), sma(close, 50))',
  'close < bbands(20, 2).lower and adx(14) > 25',
  'atr(14) / close < 0.01 and close > open',
  'macd(12, 26, 9).histogram > 0 and return_21 < 0',
  'zscore(volume_ratio_20) > 2',
  'count(close > close[1], 5) == 5',
  'close / close[252] - 1 > 0.5 and rsi(14) < 50',
];

/** The built site of 505 symbols x 5 years in Chromium: paint, weight, the answer to a typed rule, brush, scroll, Lab. */
export async function benchPages(): Promise<BenchResult[]> {
  const prices = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
  const workspace = mkdtempSync(join(tmpdir(), 'technic-bench-pages-'));
  const source = prices
    ? ['--source', 'csv', '--path', prices]
    : ['--source', 'synthetic', '--symbol-count', '505'];
  await technicJson(['nightly', ...source, '--workspace', workspace]);
  const server = await serveSite({ root: join(workspace, 'current', 'site'), port: 0, host: '127.0.0.1' });
  const browser = await openChromium();
  try {
    const open = async () => (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    const results: BenchResult[] = [];
    for (const { name, path } of SITE_PAGES)
      results.push(...(await benchPage(name, `${server.url}${path.slice(1)}.html`, open)));
    results.push(await benchRules(await open(), server.url));
    const databasePath = join(workspace, 'current', 'technic.duckdb');
    const database = await openForReading(databasePath);
    const market = await marketOf(database, await loadRunFacts(database));
    database.close();
    const root = join(workspace, 'current', 'site');
    results.push(...(await benchLab(await open(), { url: server.url, root }, market)));
    results.push(...(await benchMotion(await open(), server.url, market.symbols.length)));
    results.push(...(await benchWide(open)));
    return results;
  } finally {
    await browser.close();
    await server.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** The same motions over as many symbols as a whole market has. */
async function benchWide(open: () => Promise<Page>): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'technic-bench-wide-'));
  try {
    const databasePath = join(folder, 'technic.duckdb');
    await fillFixture(databasePath, { symbols: WIDE, sessions: WIDE_SESSIONS });
    const root = join(folder, 'site');
    await buildSite({ databasePath, outputDir: root });
    const server = await serveSite({ root, port: 0, host: '127.0.0.1' });
    try {
      return await benchMotion(await open(), server.url, WIDE);
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Medians over cold loads: each in a profile of its own. */
async function benchPage(name: string, url: string, open: () => Promise<Page>): Promise<BenchResult[]> {
  const loads: { paint: number; interactive: number; bytes: number }[] = [];
  for (let k = 0; k < LOADS; k++) {
    const page = await open();
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(
      () => document.querySelector('main h1') && !document.querySelector('observablehq-loading'),
    );
    const interactive = await page.evaluate(() => performance.now());
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    loads.push(
      await page.evaluate((interactive) => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        const entries = [
          ...performance.getEntriesByType('resource'),
          ...performance.getEntriesByType('navigation'),
        ];
        const bytes = (entries as PerformanceResourceTiming[])
          // Bars stream in behind the first view.
          .filter((entry) => !new URL(entry.name).pathname.endsWith('.bin'))
          .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
        return { paint: paint.startTime, interactive, bytes };
      }, interactive),
    );
    await page.context().close();
  }
  const median = (pick: (load: (typeof loads)[number]) => number) =>
    loads.map(pick).sort((a, b) => a - b)[Math.floor(LOADS / 2)];
  return [
    row(`${name}: first paint`, median((load) => load.paint) / 1000, 's', 0.5),
    row(`${name}: content there`, median((load) => load.interactive) / 1000, 's', 1.5),
    row(`${name}: weight of the first view`, median((load) => load.bytes) / 1e6, 'MB', 1.5),
  ];
}

/** From the last key of a rule to its answer on the screen, over five years and 505 symbols. */
async function benchRules(page: Page, url: string): Promise<BenchResult> {
  await page.goto(`${url}scan.html`);
  await page.waitForFunction(() =>
    /All bars are here/.test(document.querySelector('#rule-status')?.textContent ?? ''),
  );
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    for (const rule of RULES) {
      await page.fill('#rule', '');
      const milliseconds = await page.evaluate(
        (text) =>
          new Promise<number>((done) => {
            const box = document.querySelector<HTMLInputElement>('#rule');
            const status = document.querySelector('#rule-status');
            if (!box || !status) throw new Error('there is no rule box');
            let start = 0;
            const watch = new MutationObserver(() => {
              if (!/Answered/.test(status.textContent ?? '')) return;
              watch.disconnect();
              done(performance.now() - start);
            });
            watch.observe(status, { childList: true, subtree: true, characterData: true });
            start = performance.now();
            box.value = text;
            box.dispatchEvent(new Event('input', { bubbles: true }));
          }),
        rule,
      );
      if (round > 0) times.push(milliseconds);
    }
  }
  times.sort((a, b) => a - b);
  return row('typed rule to answer, 505 x 5 years, p95', times[Math.floor(times.length * 0.95)], 'ms', 300);
}

function row(name: string, value: number, unit: BenchResult['unit'], atMost: number): BenchResult {
  return { name, value, unit, budget: { of: 'value', atMost } };
}
