import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForReading } from '../../../pipelines/store/index.js';
import { technicJson } from '../../pipelines/cli/run-technic.js';
import { sharedData } from '../shared-data.js';

interface NightlyDocument {
  readonly run: { readonly asOf: string; readonly dataHash: string };
  readonly ingest: {
    readonly rowsRead: number;
    readonly rowsAccepted: number;
    readonly rowsRejected: number;
    readonly symbols: number;
    readonly rejectionsByReason: Record<string, number>;
    readonly flagsByKind: Record<string, number>;
    readonly unchanged: boolean;
  };
  readonly scan: { readonly symbols: number; readonly scanned: number; readonly failed: number };
  readonly ledger: { readonly signals: number; readonly outcomes: number };
  readonly record: readonly {
    readonly horizon: number;
    readonly meanIc: number;
    readonly standardError: number;
  }[];
  readonly seconds: { readonly total: number; readonly site: number };
  readonly results: readonly { readonly symbol: string; readonly rank: number; readonly score: number }[];
  readonly folder: string;
}

const prices = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
const wide = sharedData('us_wide_2015_2017/bars.parquet');
const missing = 'skipped, the market data are not beside the project (set TECHNIC_SHARED)';

let workspace: string;
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'technic-real-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe.skipIf(!prices)(prices ? 'a nightly on the S&P 500 of 2013 to 2018' : `S&P 500: ${missing}`, () => {
  const common = () => [
    'nightly',
    '--source',
    'csv',
    '--path',
    prices ?? '',
    '--sectors',
    sharedData('reference_data/sp500_constituents_2018-04-02.csv') ?? '',
    '--workspace',
    join(workspace, 'sp500'),
  ];

  test('runs from raw CSV to a finished site, and its counts are those of the data’s README', async () => {
    const night = await technicJson<NightlyDocument>(common());
    expect(night.ingest).toMatchObject({
      rowsRead: 619_040,
      rowsAccepted: 619_029,
      rowsRejected: 11,
      symbols: 505,
      rejectionsByReason: { missing_price: 11 },
    });
    expect(night.ingest.flagsByKind).toMatchObject({
      high_lt_low: 1,
      close_outside_range: 9,
      jump: 27,
      late_start: 29,
    });
    expect(night.run.asOf).toBe('2018-02-07');
    expect(night.scan).toMatchObject({ symbols: 505, scanned: 505, failed: 0 });
    expect(night.ledger.signals).toBeGreaterThan(10_000);
    // Whatever the record is, it is printed; these are survivors, and nothing is concluded from it.
    console.log('S&P 500 2013-2018, record of the rating:', night.record);
    const page = readFileSync(join(night.folder, 'site', 'index.html'), 'utf8');
    expect(page).toContain('2018-02-07');
    expect(page).toContain(night.run.dataHash.slice(0, 8));
  });

  test('the next night on the same prices adds nothing to the ledger and reads no price again', async () => {
    const night = await technicJson<NightlyDocument>([...common(), '--no-site']);
    expect(night.ingest.unchanged).toBe(true);
    expect(night.ledger).toEqual({ signals: 0, outcomes: 0, appeared: 0, vanished: 0 });
  });

  test('a night as of an earlier day ranks as the scan of that day does', async () => {
    const scan = await technicJson<NightlyDocument>([
      'scan',
      '--as-of',
      '2016-02-11',
      '--top',
      '20',
      ...common().slice(1),
    ]);
    const night = await technicJson<NightlyDocument>([...common(), '--no-site', '--as-of', '2016-02-11']);
    expect(scan.run.asOf).toBe('2016-02-11');
    expect(scan.results.map(({ symbol, score }) => [symbol, score])).toEqual(
      night.results.map(({ symbol, score }) => [symbol, score]),
    );
  });
});

describe.skipIf(!wide)(
  wide ? 'a nightly on 5,126 US symbols of 2015 to 2017, delisted ones among them' : `wide: ${missing}`,
  () => {
    test('runs from Parquet with splits, dividends and names to a finished site', async () => {
      const night = await technicJson<NightlyDocument>([
        'nightly',
        '--source',
        'parquet',
        '--path',
        wide ?? '',
        '--actions',
        sharedData('us_wide_2015_2017/actions.csv.gz') ?? '',
        '--symbols-file',
        sharedData('us_wide_2015_2017/symbols.csv.gz') ?? '',
        '--sectors',
        sharedData('reference_data/sp500_constituents_2018-04-02.csv') ?? '',
        '--workspace',
        join(workspace, 'wide'),
      ]);
      expect(night.ingest).toMatchObject({
        rowsRead: 2_251_508,
        rowsAccepted: 2_251_496,
        rowsRejected: 12,
        rejectionsByReason: { non_positive_price: 12 },
      });
      expect(night.scan).toMatchObject({ symbols: 5126, scanned: 5126, failed: 0 });
      console.log('wide 2015-2017, record of the rating:', night.record);
      expect(existsSync(join(night.folder, 'site', 'scan.html'))).toBe(true);
      const database = await openForReading(join(night.folder, 'technic.duckdb'));
      const [counts] = await database.rows(
        `SELECT (SELECT count(*) FROM symbols WHERE ended_early) AS ended,
              (SELECT count(*) FROM actions WHERE kind = 'split') AS splits,
              (SELECT count(DISTINCT s.symbol) FROM signals s JOIN symbols y USING (symbol) WHERE y.ended_early) AS ended_in_ledger`,
      );
      database.close();
      expect(counts.ended).toBe(800);
      expect(counts.splits).toBe(270);
      // Survivorship: what was delisted later keeps its signals.
      expect(Number(counts.ended_in_ledger)).toBeGreaterThan(300);
    });
  },
);
