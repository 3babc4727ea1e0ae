import { createMarketReader, type LoadedMarket, type MarketReader } from '../components/market-reader.js';
import { streamMarket } from '../components/market-stream.js';
import type { FromPlaceWorker, ToPlaceWorker } from '../components/place-protocol.js';
import { compile, evaluatePanel } from '../models/expressions/index.js';
import { namedExpressions } from '../models/ratings/index.js';

const session: { market?: Promise<LoadedMarket> } = {};

self.addEventListener('message', ({ data }: MessageEvent<ToPlaceWorker>) => {
  if (data.type === 'open') session.market = load(data.url);
  else void answer(data.feature, data.symbol);
});

async function load(url: string): Promise<LoadedMarket> {
  let reader: MarketReader | undefined;
  await streamMarket(
    url,
    (header) => {
      reader = createMarketReader(header);
    },
    (chunk) => reader?.add(chunk),
  );
  if (!reader) throw new Error('the file of bars is empty');
  return reader.market();
}

async function answer(feature: string, symbol: string): Promise<void> {
  try {
    const market = await session.market;
    const place = market?.symbols.findIndex((one) => one.symbol === symbol) ?? -1;
    if (!market || place === -1) throw new Error(`there are no bars of ${symbol}`);
    const program = compile({ place: `rank(${feature})` }, { definitions: namedExpressions() });
    const places = evaluatePanel(program, market)[place].place;
    say({ type: 'places', feature, time: market.symbols[place].bars.time, places });
  } catch (error) {
    say({ type: 'fault', feature, message: error instanceof Error ? error.message : String(error) });
  }
}

function say(message: FromPlaceWorker): void {
  self.postMessage(message, { transfer: [] });
}
