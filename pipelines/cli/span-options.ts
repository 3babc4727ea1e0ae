import { Problem } from '../errors/index.js';

/** What the flags that split the sessions of a sweep leave in its options. */
export interface SpanFlags {
  readonly walkForward?: string;
  readonly anchored?: boolean;
  readonly cpcv?: string;
}

const SESSIONS_PER_YEAR = 252;

/** `3y/1y` or `500/125`: sessions of training and of test. @throws Problem when written otherwise. */
export function walkForwardSpan(flags: SpanFlags) {
  if (flags.walkForward === undefined) return undefined;
  const match = /^([\d.]+)(y?)\/([\d.]+)(y?)$/.exec(flags.walkForward);
  if (!match)
    throw new Problem('usage', `--walk-forward is written 3y/1y or 500/125, was "${flags.walkForward}"`);
  const sessions = (amount: string, unit: string) =>
    Math.round(Number(amount) * (unit === 'y' ? SESSIONS_PER_YEAR : 1));
  return {
    trainSessions: sessions(match[1], match[2]),
    testSessions: sessions(match[3], match[4]),
    mode: flags.anchored ? ('anchored' as const) : ('rolling' as const),
  };
}

/** `6,2`: groups of sessions, and how many of them are tested at once. @throws Problem when written otherwise. */
export function cpcvGroups({ cpcv }: SpanFlags) {
  if (cpcv === undefined) return undefined;
  const match = /^(\d+),(\d+)$/.exec(cpcv);
  const [groups, testGroups] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (groups < 3 || groups > 14 || testGroups < 1 || testGroups >= groups)
    throw new Problem('usage', `--cpcv is written groups,test groups, of 3 to 14 groups, was "${cpcv}"`, {
      suggestion: 'For example: --cpcv 6,2',
    });
  return { groups, testGroups };
}
