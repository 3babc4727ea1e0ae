import type { Bars } from '../../../models/bars/index.js';
import type { Signals, SimulationSettings } from '../../../models/simulation/index.js';

/** The public strategies of `expected/README.md`, written out independently of models/indicators. */
export interface ExpectedStrategy {
  readonly name: string;
  readonly signals: (bars: Bars) => Signals;
  readonly settings: SimulationSettings;
}

const common: SimulationSettings = { cash: 100_000, commission: { bps: 10 }, size: { kind: 'all-in' } };

export const expectedStrategies: readonly ExpectedStrategy[] = [
  { name: 'S1', signals: smaCross, settings: common },
  { name: 'S2', signals: (bars) => rsiReversion(bars, 55), settings: common },
  { name: 'S2B', signals: (bars) => rsiReversion(bars, 70), settings: common },
  { name: 'S3', signals: donchian, settings: common },
  {
    name: 'S4',
    signals: smaCross,
    settings: {
      ...common,
      stopLoss: { fraction: 0.05, basis: 'signal' },
      target: { fraction: 0.1, basis: 'signal' },
    },
  },
  {
    name: 'S4F',
    signals: smaCross,
    settings: { ...common, stopLoss: { fraction: 0.05 }, target: { fraction: 0.1 } },
  },
  { name: 'S5', signals: alwaysIn, settings: common },
  { name: 'S6', signals: limitDip, settings: { ...common, validBars: 1, maxBars: 5 } },
];

/** Sums of the last `period` closes in ten-thousandths, exact; NaN before. */
function sums(close: Float64Array, period: number): Float64Array {
  const out = new Float64Array(close.length).fill(Number.NaN);
  let sum = 0;
  for (let i = 0; i < close.length; i++) {
    sum += Math.round(close[i] * 10_000);
    if (i >= period) sum -= Math.round(close[i - period] * 10_000);
    if (i >= period - 1) out[i] = sum;
  }
  return out;
}

function where(n: number, condition: (i: number) => boolean): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (condition(i) ? 1 : 0));
}

function smaCross({ close }: Bars): Signals {
  const fast = sums(close, 10).map((x) => x * 3);
  const slow = sums(close, 30);
  return {
    entry: where(close.length, (i) => fast[i - 1] < slow[i - 1] && fast[i] > slow[i]),
    exit: where(close.length, (i) => fast[i - 1] > slow[i - 1] && fast[i] < slow[i]),
  };
}

function alwaysIn({ close }: Bars): Signals {
  const fast = sums(close, 20).map((x) => x * 5);
  const slow = sums(close, 50).map((x) => x * 2);
  return {
    entry: where(close.length, (i) => fast[i] > slow[i]),
    short: where(close.length, (i) => fast[i] <= slow[i]),
  };
}

function rsiReversion({ close }: Bars, exitAbove: number): Signals {
  const rsi = new Float64Array(close.length).fill(Number.NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < close.length; i++) {
    const change = close[i] - close[i - 1];
    const up = Math.max(change, 0);
    const down = Math.max(-change, 0);
    if (i <= 14) {
      gain += up / 14;
      loss += down / 14;
    } else {
      gain = (gain * 13 + up) / 14;
      loss = (loss * 13 + down) / 14;
    }
    if (i >= 14) rsi[i] = loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  }
  return {
    entry: where(close.length, (i) => rsi[i] < 30),
    exit: where(close.length, (i) => rsi[i] > exitAbove),
  };
}

function donchian({ high, low, close }: Bars): Signals {
  return {
    entry: where(close.length, (i) => i >= 20 && close[i] > Math.max(...high.subarray(i - 20, i))),
    exit: where(close.length, (i) => i >= 10 && close[i] < Math.min(...low.subarray(i - 10, i))),
  };
}

function limitDip({ close }: Bars): Signals {
  return { entry: where(close.length, () => true), entryLimit: close.map((c) => 0.99 * c) };
}
