import type { Bars } from './bars.js';

/**
 * A corporate action of one symbol. Prices before `exTime` are multiplied by `factor` to be
 * comparable with prices from `exTime` on: a 4:1 split has 0.25, a 1 % dividend about 0.99.
 */
export interface Action {
  readonly exTime: number;
  readonly kind: 'split' | 'dividend';
  readonly factor: number;
}

/** Which actions an adjusted price reflects. `none` returns the raw prices. */
export type Adjustment = 'none' | 'splits' | 'all';

/**
 * Back-adjusted bars: each bar's prices times the product of the factors of all later actions.
 * Volume is divided by the split factors only, so that price x volume keeps its meaning.
 *
 * Back-adjustment uses later actions to rescale earlier prices. That changes levels, never returns,
 * so anything scale-free sees no future; a rule on a price level should be given raw prices.
 *
 * @param actions in any order; an action on or before the first bar changes nothing.
 * @returns the same object when nothing applies, otherwise new arrays (`time` is shared).
 * @throws when a factor is not a positive finite number.
 */
export function adjustBars(bars: Bars, actions: readonly Action[], adjustment: Adjustment): Bars {
  const applied = actions.filter((action) => adjustment === 'all' || action.kind === 'split');
  if (adjustment === 'none' || applied.length === 0) return bars;
  const factors = actionFactors(bars.time, applied);
  if (factors === undefined) return bars;
  const { price, split } = factors;
  return {
    time: bars.time,
    open: product(bars.open, price),
    high: product(bars.high, price),
    low: product(bars.low, price),
    close: product(bars.close, price),
    volume: quotient(bars.volume, split),
    interval: bars.interval,
  };
}

/** Factor per bar for prices and for splits alone, or undefined when every factor is one. */
function actionFactors(
  time: Float64Array,
  actions: readonly Action[],
): { price: Float64Array; split: Float64Array } | undefined {
  const latestFirst = [...actions].sort((a, b) => b.exTime - a.exTime);
  const n = time.length;
  if (n === 0 || latestFirst[0].exTime <= time[0]) return undefined;
  const price = new Float64Array(n);
  const split = new Float64Array(n);
  let priceFactor = 1;
  let splitFactor = 1;
  let next = 0;
  for (let i = n - 1; i >= 0; i--) {
    for (; next < latestFirst.length && latestFirst[next].exTime > time[i]; next++) {
      const action = latestFirst[next];
      if (!(action.factor > 0 && Number.isFinite(action.factor))) {
        throw new Error(`adjustBars: an action's factor must be a positive number, was ${action.factor}`);
      }
      // An action after the last bar is known only later: it must not rescale what is on record today.
      if (action.exTime > time[n - 1]) continue;
      priceFactor *= action.factor;
      if (action.kind === 'split') splitFactor *= action.factor;
    }
    price[i] = priceFactor;
    split[i] = splitFactor;
  }
  return priceFactor === 1 && splitFactor === 1 ? undefined : { price, split };
}

function product(values: Float64Array, factors: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i] * factors[i];
  return out;
}

function quotient(values: Float64Array, factors: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i] / factors[i];
  return out;
}
