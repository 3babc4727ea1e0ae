import type { Page } from 'playwright-core';
import type { BenchResult } from './bench-result.js';

const MOVES = 120;
const FRAMES = 240;
const ROW_HEIGHT = 28;
/** Of a screen with 60 frames a second. */
const FRAME_MS = 1000 / 60;
const RULE = 'rsi(2) < 10 and close > sma(close, 200)';

/** What a hand feels on the Scan page: a brush that is dragged, and a table that is scrolled. */
export async function benchMotion(page: Page, url: string, symbols: number): Promise<BenchResult[]> {
  // esbuild wraps functions in a helper of its own, which the page does not have.
  await page.addInitScript('globalThis.__name = (made) => made');
  await page.goto(`${url}scan.html?${new URLSearchParams({ rule: RULE, dist: 'score.change' })}`);
  await page.waitForFunction(() => {
    const status = document.querySelector('#rule-status')?.textContent ?? '';
    return /Answered/.test(status) && !/on their way/.test(status);
  });
  await page.waitForSelector('.rule-account figure');
  return [...(await benchBrush(page, symbols)), ...(await benchScroll(page, symbols))];
}

interface Felt {
  readonly painted: number[];
  readonly long: number;
}

/** Drags a brush to and fro; each move is timed from the pointer's event until its frame is painted. */
async function benchBrush(page: Page, symbols: number): Promise<BenchResult[]> {
  const picture = page.locator('.criterion .histogram').nth(2);
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error('benchBrush: the third distribution is not on the page');
  await page.evaluate(() => {
    const painted: number[] = [];
    let long = 0;
    new PerformanceObserver((list) => {
      long += list.getEntries().length;
    }).observe({ type: 'longtask' });
    const { port1, port2 } = new MessageChannel();
    let started: number | undefined;
    port1.addEventListener('message', () => {
      if (started !== undefined) painted.push(performance.now() - started);
      started = undefined;
    });
    port1.start();
    addEventListener(
      'pointermove',
      ({ timeStamp }) => {
        if (started !== undefined) return;
        started = timeStamp;
        // The brush draws in this same frame; the message comes after it is painted.
        requestAnimationFrame(() => port2.postMessage(undefined));
      },
      { capture: true },
    );
    Object.assign(window, { felt: () => ({ painted, long }) });
  });
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 20, y);
  await page.mouse.down();
  for (let k = 0; k < MOVES; k++) {
    await page.mouse.move(box.x + 130 + 110 * Math.sin(k / 9), y);
  }
  await page.mouse.up();
  const { painted, long } = await page.evaluate(() => (window as unknown as { felt(): Felt }).felt());
  const name = `brush over ${symbols} symbols`;
  return [
    row(`${name}: move to painted frame, p95`, percentile(painted, 0.95), 'ms', 50),
    row(`${name}: long tasks in ${MOVES} moves`, long, 'count', 0),
  ];
}

/** Scrolls through the table, five rows a frame (8,400 pixels a second), and looks how far apart the frames are. */
async function benchScroll(page: Page, symbols: number): Promise<BenchResult[]> {
  await page.click('text=Clear brushes');
  await page.fill('#rule', '');
  await page.waitForFunction(() =>
    Array.from(document.querySelectorAll('.controls [role="status"]'), (one) => one.textContent ?? '').some(
      (text) => /^([\d,]+) of \1$/.test(text),
    ),
  );
  const scroller = page.locator('.table-scroll', { has: page.locator('table[aria-rowcount]') }).last();
  await scroller.scrollIntoViewIfNeeded();
  const deltas = await scroller.evaluate(
    (node, { frames, step }) =>
      new Promise<number[]>((done) => {
        const deltas: number[] = [];
        let last: number | undefined;
        const next = (now: number) => {
          if (last !== undefined) deltas.push(now - last);
          last = now;
          if (deltas.length === frames) done(deltas);
          else {
            node.scrollTop += step;
            if (node.scrollTop + node.clientHeight >= node.scrollHeight) node.scrollTop = 0;
            requestAnimationFrame(next);
          }
        };
        requestAnimationFrame(next);
      }),
    { frames: FRAMES, step: 5 * ROW_HEIGHT },
  );
  const dropped = deltas.reduce((sum, delta) => sum + Math.max(0, Math.round(delta / FRAME_MS) - 1), 0);
  const name = `scrolling ${symbols} rows`;
  return [
    row(`${name}: frame, p95`, percentile(deltas, 0.95), 'ms', 17),
    row(`${name}: frames dropped`, (100 * dropped) / (deltas.length + dropped), '%', 1),
  ];
}

function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.floor(ascending.length * share)] ?? Number.NaN;
}

function row(name: string, value: number, unit: BenchResult['unit'], atMost: number): BenchResult {
  return { name, value, unit, budget: { of: 'value', atMost } };
}
