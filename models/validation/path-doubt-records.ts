import { createRandom } from '../random/index.js';
import type { DoubtRecord, LuckySearch } from './doubt-records.js';
import { type Holding, permuteEntries } from './entry-permutation.js';
import { stabilityMap } from './parameter-stability.js';
import { tradeOrder } from './trade-order.js';
import { walkForward } from './walk-forward.js';
import { walkForwardSelection } from './walk-forward-selection.js';

const SEED = 11;
const SAMPLES = 300;
/** Bars of a trade, of a training and of a test. */
const TRADE = 10;
const TRAIN = 120;
const TEST = 40;
/** A loss of one bar after which the example buys. */
const LOSS = -0.01;

/** Doubts about when, in which order, beside which neighbours, and chosen from which bars a result came about. */
export const pathDoubtRecords: readonly DoubtRecord[] = [
  {
    name: 'permutation of entries, p',
    question: `Were its entries better than chance? On its bars as prices: bought after each loss beyond 1\u202f%, held ${TRADE} bars`,
    formula: '(1 + arrangements of the same holdings that gain as much) / (1 + arrangements drawn)',
    source: 'Aronson (2007), Evidence-Based Technical Analysis, ch. 5',
    unit: 'fraction',
    example({ trials, best }) {
      const random = createRandom(SEED);
      return permuteEntries(trials[best], afterLosses(trials[best]), { random, samples: SAMPLES }).pValue;
    },
  },
  {
    name: 'drawdown in another order, worst of twenty',
    question: `How deep could the same trades, of ${TRADE} bars each, have drawn down in another order?`,
    formula: '5th percentile of the largest drawdown over shuffled trades',
    source: 'Vince (1990), Portfolio Management Formulas, ch. 1',
    unit: 'change',
    example({ trials, best }) {
      const random = createRandom(SEED);
      return tradeOrder(inTrades(trials[best]), { random, samples: SAMPLES }).maxDrawdown.quantile05;
    },
  },
  {
    name: 'plateau around the best',
    question:
      'Do its neighbours do as well? Trials are numbered, the neighbours are the one before and the one after',
    formula: 'mean Sharpe ratio of the best and of the trials one step away on every parameter',
    source: 'Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 10',
    unit: 'per bar',
    example({ samples, best }) {
      const numbers = Float64Array.from(samples, (_, k) => k);
      return stabilityMap(
        [numbers],
        Float64Array.from(samples, ({ sharpe }) => sharpe),
      ).plateau[best];
    },
  },
  {
    name: 'walk-forward efficiency',
    question: `How much of the best Sharpe ratio of ${TRAIN} bars is left in the ${TEST} after them?`,
    formula: 'mean Sharpe ratio of the chosen in their tests / in their trainings; 1 = kept, 0 = lost',
    source: 'Pardo (2008), The Evaluation and Optimization of Trading Strategies, ch. 11',
    unit: 'change',
    example: ({ trials }) =>
      walkForwardSelection(
        trials,
        walkForward(trials[0].length, { mode: 'rolling', train: TRAIN, test: TEST, horizon: 0 }),
      ).efficiency,
  },
];

/** Holdings that begin on the bar after a loss; one that is held already is not bought again. */
function afterLosses(returns: Float64Array): Holding[] {
  const holdings: Holding[] = [];
  let free = 0;
  for (let i = 0; i + 1 + TRADE <= returns.length; i++) {
    if (i + 1 < free || returns[i] > LOSS) continue;
    holdings.push({ entryBar: i + 1, length: TRADE });
    free = i + 1 + TRADE;
  }
  return holdings;
}

/** Returns of trades that follow each other without a gap. */
function inTrades(returns: LuckySearch['trials'][number]): Float64Array {
  return Float64Array.from(
    { length: Math.floor(returns.length / TRADE) },
    (_, k) => returns.subarray(k * TRADE, (k + 1) * TRADE).reduce((growth, r) => growth * (1 + r), 1) - 1,
  );
}
