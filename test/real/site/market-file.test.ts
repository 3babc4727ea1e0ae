import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createMarketReader } from '../../../notebooks/components/market-reader.js';
import { answerRule } from '../../../notebooks/components/rule-answer.js';
import { findMatches } from '../../../notebooks/components/rule-matches.js';
import { adjustBars } from '../../../models/bars/index.js';
import { ingest, ingestOptionsSchema } from '../../../pipelines/ingest/index.js';
import { loadMarket, storeBenchmark, streamBars } from '../../../pipelines/market/index.js';
import { loadRunFacts } from '../../../pipelines/site/index.js';
import { type MarketHeader, marketFiles } from '../../../pipelines/site/snapshots/index.js';
import { openForWriting } from '../../../pipelines/store/index.js';
import { sharedData } from '../shared-data.js';

const CSV = sharedData('us_sp500_5yr/all_stocks_5yr.raw.csv.gz');
const MOST_BYTES = 7e6;

describe.skipIf(CSV === undefined)(
  '505 symbols x 5 years for the page (needs the shared S&P 500 bars)',
  () => {
    test('at most 7 MB, every bar to the bit, a typed rule answered as the README counts', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'technic-market-'));
      const database = await openForWriting(join(folder, 'a.duckdb'));
      await ingest(database, ingestOptionsSchema.parse({ source: 'csv', path: CSV as string }), {
        onProgress: () => {},
        now: Date.UTC(2018, 1, 8),
      });
      await storeBenchmark(database);
      await database.run(
        `INSERT INTO runs SELECT 'run', now()::TIMESTAMP, now()::TIMESTAMP, DATE '2018-02-07', ingest_id, source,
         data_hash, 'code', 1, '{"adjust":"all"}', 505, 505, 0, 'unknown', 0 FROM ingests`,
      );
      const { market: bytes } = await marketFiles(database, await loadRunFacts(database));
      expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);

      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      const header = JSON.parse(gunzipSync(bytes.subarray(4, 4 + length)).toString()) as MarketHeader;
      const reader = createMarketReader(header);
      let offset = 4 + length;
      for (const { bytes: size } of header.chunks) {
        reader.add(gunzipSync(bytes.subarray(offset, offset + size)));
        offset += size;
      }
      const inPage = reader.market();
      const stored = await loadMarket(database, '2018-02-07');
      let rows = 0;
      for await (const { index, bars } of streamBars(database, stored.asOf)) {
        const { symbol, actions } = stored.symbols[index];
        expect(inPage.symbols.find((candidate) => candidate.symbol === symbol)?.bars).toEqual(
          adjustBars(bars, actions, 'all'),
        );
        rows += bars.time.length;
      }
      expect(rows).toBe(619_029);

      const rule = 'rsi(2) < 10 and close > sma(close, 200)';
      const answer = answerRule(inPage, rule, findMatches(inPage, rule), 'long');
      expect(answer.symbols).toBe(505);
      expect(answer.matches).toBeGreaterThan(20_000);
      database.close();
      rmSync(folder, { recursive: true, force: true });
    });
  },
);
