import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { COMOMENT_MEMORY, rollingComoments } from '../stages/rolling-comoments.js';

export const covIndicator = defineIndicator({
  name: 'cov',
  title: 'Covariance',
  group: 'statistics',
  description: 'Population covariance of two series over n bars.',
  inputs: ['series', 'series'],
  parameters: [bars(20, 'period', 2)],
  outputs: ['value'],
  formula: 'Σ(x − x̄)(y − ȳ)/n',
  source: 'Definition; sums about an anchor, formed afresh every n bars',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: COMOMENT_MEMORY,
  run({ from, to, inputs: [x, y], outputs: [z], scratch: [vx, vy], memory }, [n]) {
    rollingComoments(x, y, vx, vy, z, from, to, n, memory, 0);
  },
});

export const corrIndicator = defineIndicator({
  name: 'corr',
  title: 'Correlation',
  group: 'statistics',
  description:
    "Pearson's correlation of two series over n bars, −1 to 1; NaN when one of them does not move.",
  inputs: ['series', 'series'],
  parameters: [bars(20, 'period', 2)],
  outputs: ['value'],
  formula: 'cov(x, y)/√(var x · var y)',
  source: 'Pearson (1895); sums about an anchor, formed afresh every n bars',
  lookback: ([n]) => n - 1,
  scratch: 2,
  memory: COMOMENT_MEMORY,
  run({ from, to, inputs: [x, y], outputs: [z], scratch: [vx, vy], memory }, [n]) {
    rollingComoments(x, y, vx, vy, z, from, to, n, memory, 0);
    for (let i = from; i < to; i++) {
      const r = vx[i] === 0 || vy[i] === 0 ? Number.NaN : z[i] / (Math.sqrt(vx[i]) * Math.sqrt(vy[i]));
      z[i] = r > 1 ? 1 : r < -1 ? -1 : r;
    }
  },
});

/** Pearson's correlation of two series over `period` bars, first at index period − 1; see the record. */
export function corr(
  x: Float64Array,
  y: Float64Array,
  period: number,
  output = new Float64Array(x.length),
): Float64Array {
  corrIndicator.compute([x, y], [period], [output]);
  return output;
}

export const betaIndicator = defineIndicator({
  name: 'beta',
  title: 'Beta',
  group: 'statistics',
  description:
    'Slope of the first series on the second over n bars; give it returns to get the market beta. NaN when the second does not move.',
  inputs: ['series', 'series'],
  parameters: [bars(126, 'period', 2)],
  outputs: ['value'],
  formula: 'cov(x, y)/var y',
  source: 'Least squares; Sharpe, A Simplified Model for Portfolio Analysis (1963)',
  lookback: ([n]) => n - 1,
  scratch: 3,
  memory: COMOMENT_MEMORY,
  run({ from, to, inputs: [x, y], outputs: [z], scratch: [vx, vy, xy], memory }, [n]) {
    rollingComoments(x, y, vx, vy, xy, from, to, n, memory, 0);
    for (let i = from; i < to; i++) z[i] = vy[i] === 0 ? Number.NaN : xy[i] / vy[i];
  },
});

/** Slope of `x` on `y` over `period` bars, first at index period − 1; see the record. */
export function beta(
  x: Float64Array,
  y: Float64Array,
  period: number,
  output = new Float64Array(x.length),
): Float64Array {
  betaIndicator.compute([x, y], [period], [output]);
  return output;
}
