import { type Bars, epochDay, parseIsoDate } from '../../../models/bars/index.js';
import { sessionsBetween } from '../../../models/calendar/index.js';
import {
  SYNTHETIC_BENCHMARK,
  type SyntheticSymbol,
  syntheticMarket,
} from '../../../models/synthetic/index.js';
import type { Intake } from '../intake.js';
import type { SyntheticOptions } from '../options.js';
import { emptyRow } from '../price-row.js';
import type { Source, SourceProgress } from '../source.js';

const DAYS_PER_YEAR = 365.25;
const MS_PER_DAY = 86_400_000;

/** The embedded default: a market that never was, from a seed. Labelled so wherever it is shown. */
export function syntheticSource(options: SyntheticOptions): Source {
  const { seed, symbols, years, effect, endDate } = options;
  return {
    label: `synthetic (seed ${seed}${effect === 1 ? '' : `, effect ${effect}`})`,
    isSynthetic: true,
    benchmark: SYNTHETIC_BENCHMARK,
    fingerprint: () => Promise.resolve('synthetic'),
    async read(intake, progress) {
      const end = parseIsoDate(endDate);
      const sessions = sessionsBetween(end - years * DAYS_PER_YEAR * MS_PER_DAY, end);
      const market = syntheticMarket({ seed, symbols, sessions, effect });
      return offerAll(market, intake, progress);
    },
  };
}

async function offerAll(
  market: readonly SyntheticSymbol[],
  intake: Intake,
  progress: SourceProgress,
): Promise<number> {
  let rows = 0;
  for (const [position, { symbol, name, sector, bars, actions }] of market.entries()) {
    offerBars(symbol, bars, intake);
    intake.describe(symbol, { name, sector });
    intake.act(symbol, actions);
    rows += bars.time.length;
    await intake.drain();
    progress.signal?.throwIfAborted();
    progress.onProgress(position + 1, market.length, 'symbols');
  }
  return rows;
}

function offerBars(symbol: string, bars: Bars, intake: Intake): void {
  const row = emptyRow('synthetic');
  row.symbol = symbol;
  for (let i = 0; i < bars.time.length; i++) {
    row.line = i + 1;
    row.day = epochDay(bars.time[i]);
    row.open = bars.open[i];
    row.high = bars.high[i];
    row.low = bars.low[i];
    row.close = bars.close[i];
    row.volume = bars.volume[i];
    intake.offer(row);
  }
}
