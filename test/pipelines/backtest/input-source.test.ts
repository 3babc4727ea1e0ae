import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoDate } from '../../../models/bars/index.js';
import { type InputOptions, loadInputs, openInputs } from '../../../pipelines/backtest/index.js';
import { ingest, type IngestOptionsInput, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { storeBenchmark } from '../../../pipelines/market/index.js';
import { type Database, openForWriting } from '../../../pipelines/store/index.js';

const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1);
const CODE = { codeHash: 'code', kernelHash: 'kernel' };
const WHOLE: InputOptions = { symbols: 'all', adjust: 'all' };
const date = (day: number) => isoDate(FIRST + day * DAY);

let folder: string;
const open: Database[] = [];
let plain: Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'technic-inputs-'));
  plain = await market();
});
afterAll(() => {
  for (const database of open) database.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Prices {
  readonly days?: number;
  /** Close of B on day 5. */
  readonly bump?: number;
  /** Files that go with the prices. */
  readonly companions?: Readonly<Record<string, string>>;
}

/** A and B on all days, C from day 4 on but for days 8 to 11, BENCH rising evenly. */
async function market({ days = 20, bump = 0, companions = {} }: Prices = {}): Promise<Database> {
  const place = mkdtempSync(join(folder, 'market-'));
  const lines = ['date,symbol,open,high,low,close,volume'];
  for (const [s, symbol] of ['A', 'B', 'C', 'BENCH'].entries())
    for (let day = symbol === 'C' ? 4 : 0; day < days; day++) {
      if (symbol === 'C' && day >= 8 && day < 12) continue;
      const close = 20 + s + day + (symbol === 'B' && day === 5 ? bump : 0);
      lines.push(`${date(day)},${symbol},${close},${close + 1},${close - 1},${close},1000`);
    }
  const path = join(place, 'prices.csv');
  writeFileSync(path, lines.join('\n'));
  const files = Object.entries(companions).map(([option, text]) => {
    if (option === 'benchmark') return [option, text] as const;
    writeFileSync(join(place, option), text);
    return [option, join(place, option)] as const;
  });
  const source = { source: 'csv', path, ...Object.fromEntries(files) } as IngestOptionsInput;
  const database = await openForWriting(join(place, 'market.duckdb'));
  open.push(database);
  await ingest(database, ingestOptionsSchema.parse(source), { onProgress: () => {}, now: FIRST + 365 * DAY });
  await storeBenchmark(database);
  return database;
}

const keyOf = async (database: Database, options: InputOptions = WHOLE) =>
  (await openInputs(database, options)).key(CODE);

describe('the key of inputs', () => {
  test('of whole histories is known without a look at their bars, and to the process after this one', async () => {
    const database = await market();
    const inputs = await openInputs(database, WHOLE);
    await database.run('DELETE FROM bars');
    expect(await inputs.key(CODE)).toBe(await keyOf(plain));
  });

  test('is another when a bar, an action, membership, a label, the benchmark or the code is another', async () => {
    const actions = 'symbol,ex_date,factor,kind\nA,2024-01-08,0.5,split';
    const companions: readonly Prices['companions'][] = [
      { actionsPath: actions },
      { actionsPath: actions.replace('0.5', '0.25') },
      { membershipPath: 'symbol,start,end\nA,2024-01-01,\nB,2024-01-01,\nC,2024-01-01,2024-01-15' },
      { sectorsPath: 'symbol,sector\nA,Energy' },
      { benchmark: 'BENCH' },
    ];
    const markets = [plain, await market({ bump: 0.01 }), await market({ days: 21 })];
    for (const given of companions) markets.push(await market({ companions: given }));
    const keys = [await (await openInputs(plain, WHOLE)).key({ ...CODE, kernelHash: 'upgraded' })];
    for (const database of markets) keys.push(await keyOf(database));
    expect(keys.filter((key, k) => keys.indexOf(key) !== k)).toEqual([]);
  });

  test('is another for other symbols, another order, another adjustment and other dates', async () => {
    const asked: readonly InputOptions[] = [
      WHOLE,
      { ...WHOLE, adjust: 'splits' },
      { ...WHOLE, symbols: ['A', 'B'] },
      { ...WHOLE, symbols: ['B', 'A'] },
      { ...WHOLE, to: date(18) },
      { ...WHOLE, from: date(1) },
      { ...WHOLE, from: date(1), to: date(18) },
    ];
    const keys: string[] = [];
    for (const options of asked) keys.push(await keyOf(plain, options));
    expect(new Set(keys).size).toBe(asked.length);
  });

  test('of histories that are cut stays when bars are appended beyond the cut, or changed there', async () => {
    const until = { ...WHOLE, to: date(18) };
    expect(await keyOf(await market({ days: 22 }), until)).toBe(await keyOf(plain, until));
    const single = { symbols: ['B'], adjust: 'none', from: date(6) } as const;
    const early = { companions: { benchmark: 'BENCH' } };
    const one = await market(early);
    const other = await market({ ...early, bump: 0.01 });
    expect(await keyOf(other, single)).toBe(await keyOf(one, single));
    expect(await keyOf(other, { ...single, from: date(5) })).not.toBe(
      await keyOf(one, { ...single, from: date(5) }),
    );
  });
});

test.each([
  [WHOLE, ['A', 'B', 'BENCH', 'C'], 0],
  [{ ...WHOLE, from: date(8), to: date(11) }, ['A', 'B', 'BENCH'], 8],
  [{ ...WHOLE, to: date(3) }, ['A', 'B', 'BENCH'], 0],
  [{ ...WHOLE, symbols: ['C'], from: date(9) }, ['C'], 12],
] as const)(
  'symbols and the first bar are known before they are loaded: %o',
  async (options, symbols, day) => {
    const inputs = await openInputs(plain, options);
    const loaded = await loadInputs(plain, options);
    expect([inputs.symbols, loaded.symbols]).toEqual([symbols, symbols]);
    expect(inputs.firstTime).toBe(FIRST + day * DAY);
    expect(Math.min(...loaded.inputs.map(({ bars }) => bars.time[0]))).toBe(inputs.firstTime);
  },
);

test('dates between which a symbol has no bars are told, and not answered for', async () => {
  const gap = { ...WHOLE, symbols: ['C'], from: date(8), to: date(11) };
  await expect(openInputs(plain, gap)).rejects.toThrow('no bars between the chosen dates');
});
