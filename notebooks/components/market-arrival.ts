import { isoDate } from '../models/bars/index.js';
import { createMarketReader, type LoadedMarket, type MarketReader } from './market-reader.js';
import { streamMarket } from './market-stream.js';

/** What a worker says of the bars while they come. */
export type MarketNews =
  | { readonly type: 'arrived'; readonly from: string; readonly to: string; readonly isComplete: boolean }
  | { readonly type: 'broken'; readonly message: string };

/**
 * Reads the market file, newest year first: after each year the market as it then stands is handed over and
 * said, so that a question is answered for the years that are there. A file that cannot be read is said too.
 */
export async function receiveMarket(
  url: string,
  onMarket: (market: LoadedMarket) => void,
  say: (news: MarketNews) => void,
): Promise<void> {
  try {
    let reader: MarketReader | undefined;
    await streamMarket(
      url,
      (header) => {
        reader = createMarketReader(header);
      },
      (chunk) => {
        if (!reader) return;
        reader.add(chunk);
        const market = reader.market();
        onMarket(market);
        const { sessions, isComplete } = market;
        const [from, to] = [sessions[0], sessions[sessions.length - 1]];
        say({ type: 'arrived', from: isoDate(from), to: isoDate(to), isComplete });
      },
    );
  } catch (error) {
    say({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
}
