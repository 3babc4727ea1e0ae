import type { Rebalance, RebalanceCalendar, Selection } from '../../models/simulation/index.js';
import { Problem } from '../errors/index.js';
import { toCount } from './flags.js';
import { toNumber } from './source-options.js';

/** What the flags of a rebalanced portfolio leave in a command's options. */
export interface RebalanceFlags {
  readonly rebalance?: string;
  readonly drift?: string;
  readonly hold?: string;
  readonly weight?: string;
  readonly gross?: string;
}

const CALENDARS = ['once', 'weekly', 'monthly', 'quarterly', 'yearly'] as const;

/** The rebalance that the flags describe; undefined when none is about one. @throws Problem naming the flag. */
export function parseRebalance(flags: RebalanceFlags): Partial<Rebalance> | undefined {
  const hold = flags.hold ?? (flags.weight === undefined ? undefined : 'weights');
  const stated: Partial<Rebalance> = {
    calendar: flags.rebalance === undefined ? undefined : parseCalendar(flags.rebalance),
    drift: toNumber('--drift', flags.drift),
    selection: hold === undefined ? undefined : parseSelection(hold),
    gross: toNumber('--gross', flags.gross),
  };
  const entries = Object.entries(stated).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function parseCalendar(text: string): RebalanceCalendar {
  const found = CALENDARS.find((calendar) => calendar === text);
  if (found !== undefined) return found;
  if (!/^\d+$/.test(text)) {
    throw new Problem(
      'usage',
      `--rebalance is one of ${CALENDARS.join(', ')}, or a number of sessions, was "${text}"`,
    );
  }
  return { everySessions: toCount('--rebalance', text, 1) ?? 1 };
}

function parseSelection(text: string): Selection {
  if (text === 'equal' || text === 'weights') return { kind: text };
  const match = /^top:([1-9]\d*)(?:\/([1-9]\d*))?$/.exec(text);
  if (match) {
    const [, long, short] = match;
    return { kind: 'rank', long: Number(long), ...(short && { short: Number(short) }) };
  }
  throw new Problem('usage', `--hold is equal, weights, top:10 or top:10/10, was "${text}"`);
}
