import type { StrategiesSnapshot, StrategyRow } from '../../pipelines/site/snapshots/index.js';
import { isoDate } from '../models/bars/index.js';
import { chance, count, fixed, signedPercent } from './number-format.js';

const MS_PER_DAY = 86_400_000;
/** Above this probability of skill after all trials, and below it of overfitting, a result is worth a second look. */
const ENOUGH = 0.95;
const LEAST_NIGHTS = 20;

/** The best of the league and what luck alone would have given it, in two sentences. */
export function leagueSentence({ strategies, trials, days }: StrategiesSnapshot): string {
  const best = bestOf(strategies);
  if (best === undefined) {
    return 'No strategy has been run yet: name some under `strategies` in technic.config.ts, and the next night runs them.';
  }
  const span = `${isoDate(days[0] * MS_PER_DAY)} to ${isoDate((days.at(-1) ?? 0) * MS_PER_DAY)}`;
  const luck =
    best.expectedMaximum === null
      ? `${count(trials)} have been tried, too few to say what luck alone gives`
      : `after ${count(trials)} trials luck alone would give the best a Sharpe ratio of ${fixed(best.expectedMaximum)}`;
  return `In sample, ${span}, the highest Sharpe ratio of ${count(strategies.length)} strategies is ${fixed(best.sharpe)} (${best.title}); ${luck}. ${verdict(best)}`;
}

function verdict({ deflatedSharpe, overfitting }: StrategyRow): string {
  if (deflatedSharpe === null) return 'How much of it is skill cannot be said.';
  const skill = `Deflated for them, it is ${chance(deflatedSharpe)} likely to be more than luck`;
  const fit =
    overfitting === null ? '' : `, and ${chance(overfitting)} likely to be overfitted among its neighbours`;
  const isWorth = deflatedSharpe > ENOUGH && (overfitting ?? 1) < 1 - ENOUGH;
  return `${skill}${fit}: ${isWorth ? 'worth watching out of sample, and no more than that' : 'no evidence that it would pay from here on'}.`;
}

/** The strategy with the highest Sharpe ratio; undefined when none is known. */
export function bestOf(strategies: readonly StrategyRow[]): StrategyRow | undefined {
  return strategies.reduce<StrategyRow | undefined>(
    (best, row) =>
      row.sharpe !== null && row.sharpe > (best?.sharpe ?? Number.NEGATIVE_INFINITY) ? row : best,
    undefined,
  );
}

/** What the nights said beforehand against what tonight's backtest says of the same days. */
export function nightsSentence({ nights }: Pick<StrategyRow, 'nights'>): string {
  const known = nights.filter((night) => night.backtest !== null);
  if (known.length === 0) return 'No night has recorded it yet: there is no live record to compare with.';
  const compound = (values: readonly number[]) => values.reduce((level, value) => level * (1 + value), 1) - 1;
  const live = compound(known.map(({ recorded }) => recorded));
  const backtest = compound(known.map((night) => night.backtest ?? 0));
  const moved = known.filter((night) => Math.abs(night.recorded - (night.backtest ?? 0)) > 1e-12);
  const agree =
    moved.length === 0
      ? 'the same to the last digit'
      : `${count(moved.length)} of them differ, for the data or the code changed since`;
  const few = known.length < LEAST_NIGHTS ? ' Too few nights to judge it by.' : '';
  return `${count(known.length)} ${known.length === 1 ? 'night' : 'nights'} on record: ${signedPercent(live, 2)} as recorded, ${signedPercent(backtest, 2)} by tonight\u2019s backtest of the same days; ${agree}.${few}`;
}

/** A session in which the account of a strategy moved further than this speaks of its prices first. */
const TOO_FAR = 0.25;

/** Strategies whose account moved further in one session than markets do; undefined when none did. */
export function suspectSentence({ strategies, days }: StrategiesSnapshot): string | undefined {
  const moved = strategies.flatMap(({ title, equity }) => {
    const { at, change } = widestSession(equity);
    if (!(Math.abs(change) > TOO_FAR)) return [];
    return [`${title} ${signedPercent(change, 0)} on ${isoDate(days[at] * MS_PER_DAY)}`];
  });
  if (moved.length === 0) return undefined;
  return `Do not believe ${moved.length === 1 ? 'this return' : 'these returns'} before the prices behind ${moved.length === 1 ? 'it' : 'them'}: in one session ${moved.join(', ')}. Wrong or unadjusted prices do that more often than markets.`;
}

/** The session with the widest change of equity, and the change; 0 where equity never moves. */
function widestSession(equity: readonly number[]): { at: number; change: number } {
  let widest = { at: 0, change: 0 };
  for (let at = 1; at < equity.length; at++) {
    const change = equity[at] / equity[at - 1] - 1;
    if (equity[at - 1] > 0 && Math.abs(change) > Math.abs(widest.change)) widest = { at, change };
  }
  return widest;
}

/** The smaller of the two limits on the account, in cash; null when neither is known. */
export function capacityOf({ capacityBreakEven, capacityByVolume }: StrategyRow): number | null {
  const known = [capacityBreakEven, capacityByVolume].filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}
