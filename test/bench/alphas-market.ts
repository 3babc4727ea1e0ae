import {
  alphas101,
  alphas101Definitions,
  compile,
  evaluatePanel,
  type Panel,
} from '../../models/expressions/index.js';
import { createRandom } from '../../models/random/index.js';

/** Alphas that are compiled together: they share their parts, and so much memory is held at a time. */
const TOGETHER = 8;
const DAY = 86_400_000;

/** Numbers of the batches in which the alphas are computed. */
export const ALPHA_BATCHES: readonly number[] = Array.from(
  { length: Math.ceil(alphas101.length / TOGETHER) },
  (_, batch) => batch,
);

/** Computes one batch of the alphas for every bar of a panel. */
export function evaluateAlphas(batch: number, panel: Panel): void {
  const alphas = alphas101.slice(batch * TOGETHER, (batch + 1) * TOGETHER);
  const sources = Object.fromEntries(alphas.map(({ name, expression }) => [name, expression]));
  evaluatePanel(compile(sources, { definitions: alphas101Definitions }), panel);
}

/** A made-up market, the same whenever it is asked for. */
export function randomPanel(count: number, length: number): Panel {
  const random = createRandom(7);
  const sessions = Float64Array.from({ length }, (_, i) => i * DAY);
  const symbols = Array.from({ length: count }, (_, k) => {
    const [open, high, low, close, volume] = Array.from({ length: 5 }, () => new Float64Array(length));
    let last = 20 + 80 * random.uniform();
    for (let i = 0; i < length; i++) {
      open[i] = last * (1 + 0.01 * (random.uniform() - 0.5));
      last = close[i] = open[i] * (1 + 0.04 * (random.uniform() - 0.5));
      high[i] = Math.max(open[i], last) * (1 + 0.01 * random.uniform());
      low[i] = Math.min(open[i], last) * (1 - 0.01 * random.uniform());
      volume[i] = Math.round(1e6 * (0.5 + random.uniform()));
    }
    const bars = { time: sessions, open, high, low, close, volume, interval: '1d' as const };
    return { bars, sector: `sector ${k % 11}`, industry: `industry ${k % 60}` };
  });
  return { sessions, symbols };
}
