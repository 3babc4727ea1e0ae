import { sessionsOfBars } from '../../models/expressions/index.js';
import { figures } from '../../models/statistics/index.js';
import {
  type Backtest,
  compileStrategy,
  findStrategy,
  type ParameterValues,
  prepareSweep,
  runBacktest,
  runPortfolioStrategy,
  type Strategy,
} from '../../models/strategies/index.js';
import { overfittingProbability } from '../../models/validation/index.js';
import type { LeagueRun, LeagueSetup } from './league-messages.js';
import type { LeagueStrategy } from './league-strategy.js';
import { LEAGUE_CASH } from './league-strategy.js';
import { neighbourhood } from './neighbourhood.js';
import { tradeCapacity } from './trade-capacity.js';

const PERIODS_PER_YEAR = 252;
const LEAST_SESSIONS = 64;

/**
 * Runs one strategy of the league and its neighbours over the universe.
 * @throws Error for an unknown strategy or parameters out of bounds.
 */
export function runLeagueStrategy(
  { name, strategy: strategyName, parameters }: LeagueStrategy,
  setup: LeagueSetup,
): LeagueRun {
  const strategy = findStrategy(strategyName);
  const account = strategy.account === 'portfolio' ? 'portfolio' : 'each';
  const points = neighbourhood(strategy, parameters);
  const chosen = runBacktest(compileStrategy(strategy, points[0]), setup.loaded, {
    account,
    settings: setup.settings,
  });
  const equities = neighbourEquities(strategy, points, chosen, setup);
  const returns = equities.map(returnsOf);
  const capital = account === 'each' ? LEAGUE_CASH * setup.loaded.symbols.length : LEAGUE_CASH;
  return {
    name,
    account,
    parameters: points[0],
    time: chosen.time,
    equity: chosen.equity,
    figures: chosen.figures,
    trades: chosen.trades,
    capacity: tradeCapacity(chosen.trades, setup.loaded, capital),
    neighbours: points.map((point, c) => {
      const { sharpe, skewG1, kurtosisB2 } = figures(equities[c], setup.sessions, []);
      return {
        parameters: point,
        sharpe: sharpe / Math.sqrt(PERIODS_PER_YEAR),
        skew: skewG1,
        kurtosis: kurtosisB2,
      };
    }),
    overfitting:
      points.length > 1 && setup.sessions.length >= LEAST_SESSIONS
        ? overfittingProbability(returns).probability
        : undefined,
  };
}

/** Of each set of parameters, the sum of all accounts on every session. */
function neighbourEquities(
  strategy: Strategy,
  points: readonly ParameterValues[],
  chosen: Pick<Backtest, 'time' | 'equity'>,
  { loaded, sessions, settings }: LeagueSetup,
): Float64Array[] {
  const sums = points.map(() => new Float64Array(sessions.length));
  if (strategy.account === 'portfolio') {
    points.forEach((point, c) => {
      // The chosen parameters, which come first, have been run already.
      const { time, equity } =
        c === 0 ? chosen : runPortfolioStrategy(compileStrategy(strategy, point), loaded, settings);
      spread(sums[c], sessionsOfBars(time, sessions), equity);
    });
    return sums;
  }
  const sweep = prepareSweep(strategy, points, settings);
  for (const inputs of loaded.inputs) {
    const rows = sessionsOfBars(inputs.bars.time, sessions);
    sweep.run(inputs, undefined, (c, equity) => spread(sums[c], rows, equity));
  }
  return sums;
}

/** Adds an account: its starting cash before its first bar, and what it was worth last after its last. */
function spread(sum: Float64Array, rows: Int32Array, equity: Float64Array): void {
  for (let session = 0, bar = 0; session < sum.length; session++) {
    while (bar + 1 < rows.length && rows[bar + 1] <= session) bar++;
    sum[session] += equity[bar];
  }
}

function returnsOf(equity: Float64Array): Float64Array {
  const returns = new Float64Array(equity.length);
  for (let i = 1; i < equity.length; i++) returns[i] = equity[i] / equity[i - 1] - 1;
  return returns;
}
