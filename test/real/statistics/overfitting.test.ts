import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sma } from '../../../models/indicators/index.js';
import { createRandom } from '../../../models/random/index.js';
import { gridPoints } from '../../../models/search/index.js';
import {
  createMarketEvents,
  createMarketRun,
  crossEvents,
  marketSettings,
  simulateMarket,
} from '../../../models/simulation/index.js';
import {
  createFigureWorkspace,
  deflateBest,
  FIGURES,
  fillFigures,
} from '../../../models/statistics/index.js';
import {
  overfittingProbability,
  realityCheck,
  stabilityMap,
  walkForward,
  walkForwardSelection,
} from '../../../models/validation/index.js';
import { mainBars } from '../simulation/shared-data.js';

const shared = process.env.TECHNIC_SHARED ?? `${import.meta.dirname}/../../../../shared`;
const file = `${shared}/data/expected/psr_dsr_AAPL.json`;
const title = existsSync(file)
  ? 'the moving-average sweep on AAPL, 174 trials'
  : `the moving-average sweep on AAPL: skipped, no ${file} (set TECHNIC_SHARED)`;

const GRID = {
  parameters: [
    { name: 'fast', min: 5, max: 50, step: 5 },
    { name: 'slow', min: 20, max: 200, step: 10 },
  ],
  admits: ({ fast, slow }: Readonly<Record<string, number>>) => fast < slow,
};

/** Every trial's returns (bar 0: 0) and figures. */
async function sweep() {
  const bars = (await mainBars(['AAPL'])).get('AAPL');
  const settings = bars && marketSettings(bars, { cash: 100_000, commission: { bps: 10 } });
  if (!bars || !settings) throw new Error('AAPL must be there, with complete bars');
  const length = bars.time.length;
  const [events, run, workspace] = [
    createMarketEvents(length),
    createMarketRun(length),
    createFigureWorkspace(length),
  ];
  return gridPoints(GRID).map((point) => {
    crossEvents(sma(bars.close, point.fast), sma(bars.close, point.slow), events);
    simulateMarket(bars, events, settings, run);
    const values = fillFigures(run.equity, bars.time, run, {}, workspace, new Float64Array(FIGURES.length));
    const returns = run.equity.map((value, i) => (i === 0 ? 0 : value / run.equity[i - 1] - 1));
    return { point, returns, figure: (name: string) => values[FIGURES.findIndex((f) => f.name === name)] };
  });
}

describe.skipIf(!existsSync(file))(title, () => {
  test('is deflated as published, and its overfitting is measured the same way each time', async () => {
    const expected = JSON.parse(readFileSync(file, 'utf8'));
    const trials = await sweep();
    expect(trials.length).toBe(expected.trials);
    const column = (name: string) => Float64Array.from(trials, ({ figure }) => figure(name));
    const daily = column('sharpe').map((annual) => annual / Math.sqrt(252));
    const best = deflateBest(
      { sharpe: daily, skew: column('skewG1'), kurtosis: column('kurtosisB2') },
      expected.n_returns,
    );
    expect(trials[best.best].point).toEqual({ fast: expected.best_fast, slow: expected.best_slow });
    expect(best.expectedMaximum).toBeCloseTo(expected.sr0_daily, 11);
    expect(best.psr).toBeCloseTo(expected.psr_vs_0, 11);
    expect(best.dsr).toBeCloseTo(expected.dsr, 11);

    const returns = trials.map((trial) => trial.returns.subarray(1));
    const pbo = overfittingProbability(returns);
    expect([pbo.trials, pbo.splits, pbo.bars]).toEqual([174, 12_870, 1258]);
    expect(pbo.probability).toBeGreaterThan(0);
    expect(pbo.probability).toBeLessThan(1);

    const check = () => realityCheck(returns, { random: createRandom('AAPL'), samples: 300 });
    const { spaLower, spa, spaUpper, best: bestMean } = check();
    expect(spaLower).toBeLessThanOrEqual(spa);
    expect(spa).toBeLessThanOrEqual(spaUpper);
    expect(bestMean).toBeGreaterThanOrEqual(0);
    expect(check()).toEqual(check());

    const map = stabilityMap(
      [
        Float64Array.from(trials, ({ point }) => point.fast),
        Float64Array.from(trials, ({ point }) => point.slow),
      ],
      daily,
    );
    expect(map.peak).toBe(best.best);
    expect(map.plateau[map.best]).toBeLessThanOrEqual(daily[map.peak]);

    const windows = walkForward(1259, { mode: 'rolling', train: 504, test: 126, horizon: 1 });
    const walked = walkForwardSelection(
      trials.map((trial) => trial.returns),
      windows,
    );
    expect(walked.returns.length).toBe(1259 - 504);
    // What was chosen in training cannot do better out of sample than the best did in hindsight.
    for (const { trial, trainSharpe } of walked.choices) {
      expect(trial).toBeGreaterThanOrEqual(0);
      expect(trainSharpe).toBeGreaterThan(0);
    }
  });
});
