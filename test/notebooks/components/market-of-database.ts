import { gunzipSync } from 'node:zlib';
import { createMarketReader, type LoadedMarket } from '../../../notebooks/components/market-reader.js';
import type { RunFacts } from '../../../pipelines/site/index.js';
import { type MarketHeader, marketFiles } from '../../../pipelines/site/snapshots/index.js';
import type { Database } from '../../../pipelines/store/index.js';

/** The market of a database as a tab has it once every block of the file has arrived. */
export async function marketOf(database: Database, facts: RunFacts): Promise<LoadedMarket> {
  const { market: bytes } = await marketFiles(database, facts);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const header = JSON.parse(gunzipSync(bytes.subarray(4, 4 + length)).toString()) as MarketHeader;
  const reader = createMarketReader(header);
  let offset = 4 + length;
  for (const { bytes: size } of header.chunks) {
    reader.add(gunzipSync(bytes.subarray(offset, offset + size)));
    offset += size;
  }
  return reader.market();
}
