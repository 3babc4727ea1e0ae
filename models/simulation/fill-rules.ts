/**
 * Decisions about what happens inside a bar that its four prices cannot settle. The default is the
 * pessimistic reading; each alternative names the engine or the situation it is for.
 */
export interface FillRules {
  /** Does an exit scheduled for the open come before the protective stop and target of that bar? */
  readonly scheduledExit: 'before-stops' | 'after-stops';
  /** Are stop and target tested on the bar of the entry: always, for entries at the open only, or never? */
  readonly entryBar: 'always' | 'open-entries' | 'never';
  /** Which wins when a bar holds both the stop and the target? */
  readonly bothInBar: 'stop' | 'target' | 'nearest-to-open';
  /** Does a limit or target fill when the bar touches its price, or only when it trades through it? */
  readonly limitFill: 'touch' | 'through';
  /** A stop that the open has gapped through fills at the open, or (optimistic) at its own level. */
  readonly gapThroughStop: 'open' | 'level';
  /** A target or limit that the open has gapped through fills at the better open, or at its level. */
  readonly gapThroughLimit: 'open' | 'level';
  /** Is an entry whose open lies beyond its own stop or target filled and closed at once, or refused? */
  readonly crossedBracket: 'fill' | 'refuse';
}

/** One event of a bar, in the order in which events are processed. */
export interface BarEvent {
  readonly step: number;
  readonly name: string;
  readonly rule: string;
  /** The rules it depends on, and what their alternatives do. */
  readonly alternatives?: readonly { readonly rule: keyof FillRules; readonly text: string }[];
}

/** The rules that `expected/README.md` states, and the default. */
export const PESSIMISTIC_RULES: FillRules = {
  scheduledExit: 'before-stops',
  entryBar: 'always',
  bothInBar: 'stop',
  limitFill: 'touch',
  gapThroughStop: 'open',
  gapThroughLimit: 'open',
  crossedBracket: 'fill',
};

/**
 * backtesting.py 0.6: stops and targets of an entry by limit or stop wait for the next bar, and an entry
 * needs stop < price < target. Its scheduled exits come first, as ours do.
 */
const BACKTESTING_PY_RULES: FillRules = {
  ...PESSIMISTIC_RULES,
  entryBar: 'open-entries',
  crossedBracket: 'refuse',
};

/** vectorbt 1.1: the stop is tested before a scheduled exit, and never on the bar of the entry. */
export const VECTORBT_RULES: FillRules = {
  ...PESSIMISTIC_RULES,
  scheduledExit: 'after-stops',
  entryBar: 'never',
};

/** Another engine's fill rules, and where its results still part from ours. */
export interface Compatibility {
  readonly name: 'technic' | 'backtesting.py' | 'vectorbt';
  readonly rules: FillRules;
  readonly differences: readonly string[];
}
export type CompatibilityMode = Compatibility['name'];

/** What `rules` to use to trade as another engine does. Figures have conventions of their own (models/statistics). */
export const compatibilities: readonly Compatibility[] = [
  { name: 'technic', rules: PESSIMISTIC_RULES, differences: [] },
  {
    name: 'backtesting.py',
    rules: BACKTESTING_PY_RULES,
    differences: [
      'It compares stop and target with the close at which an order is placed, we with the fill: after a large gap it may refuse an entry that we take.',
      'It ignores the first bar on which an indicator is defined; here a rule counts from that bar on.',
      'By default it leaves a position open at the end out of its trades; here it is listed as open.',
    ],
  },
  {
    name: 'vectorbt',
    rules: VECTORBT_RULES,
    differences: [
      'It fills at the close of the signal bar unless told otherwise: fillAt "this-close" does the same.',
      'It trades fractions of a share unless told otherwise: units "fractional" does the same.',
    ],
  },
];

/** The fill rules of a compatibility mode. */
export function fillRulesOf(mode: CompatibilityMode): FillRules {
  switch (mode) {
    case 'technic':
      return PESSIMISTIC_RULES;
    case 'backtesting.py':
      return BACKTESTING_PY_RULES;
    case 'vectorbt':
      return VECTORBT_RULES;
  }
}

/** The order of events within a bar, as the simulator carries them out and the Method page shows them. */
export const barEvents: readonly BarEvent[] = [
  {
    step: 1,
    name: 'overnight',
    rule: 'Interest, borrow fees, dividends and splits since the previous bar are booked, on the positions held at its close.',
  },
  {
    step: 2,
    name: 'scheduled exits',
    rule: 'An exit decided at the previous close (signal or time stop) fills at the open, before any stop or target of this bar.',
    alternatives: [
      {
        rule: 'scheduledExit',
        text: 'after-stops: a stop or target inside the bar is taken first, as vectorbt does.',
      },
    ],
  },
  {
    step: 3,
    name: 'entries at the open',
    rule: 'Market entries decided at the previous close fill at the open, sized with the cash left by the exits. A reversal closes first, then opens at the same open.',
    alternatives: [
      {
        rule: 'crossedBracket',
        text: 'refuse: an entry whose fill lies beyond its own stop or target is refused, as backtesting.py does; by default it is filled and closed at once.',
      },
    ],
  },
  {
    step: 4,
    name: 'protective stop',
    rule: 'A long is stopped when low <= stop, at min(open, stop): a gap through the stop fills at the open. Shorts mirror this. The higher of stop and trailing stop counts; a trailing stop uses extremes up to the previous bar only.',
    alternatives: [{ rule: 'gapThroughStop', text: 'level: a gap fills at the stop itself (optimistic).' }],
  },
  {
    step: 5,
    name: 'target',
    rule: 'Otherwise a long takes its target when high >= target, at max(open, target). The stop is tested first, so when a bar holds both the stop wins.',
    alternatives: [
      {
        rule: 'bothInBar',
        text: 'target: the target wins (optimistic); nearest-to-open: the level nearer to the open wins.',
      },
      {
        rule: 'gapThroughLimit',
        text: 'level: a gap through a target or limit fills at its level, not at the better open (pessimistic).',
      },
    ],
  },
  {
    step: 6,
    name: 'the bar of the entry',
    rule: 'Stop and target are tested on the bar of the entry too; an entry that gaps beyond its stop is closed at that same open. After a limit entry inside the bar a target counts only if the close confirms it, because the high may have come before the entry.',
    alternatives: [
      {
        rule: 'entryBar',
        text: 'open-entries: only after entries at the open, as backtesting.py; never: from the next bar, as vectorbt.',
      },
    ],
  },
  {
    step: 7,
    name: 'limit and stop entries',
    rule: 'A buy limit fills when low <= limit, at min(open, limit); a buy stop when high >= stop, at max(open, stop); a stop-limit becomes a limit once its stop is reached. Orders placed at one close cancel each other; when several are reached, the one nearest to the open fills. After an exit inside the bar no entry fills in that bar.',
    alternatives: [
      {
        rule: 'limitFill',
        text: 'through: a limit or target must be traded through, not just touched.',
      },
    ],
  },
  {
    step: 8,
    name: 'orders at the close',
    rule: 'Orders for the close fill at the close; then equity = cash + shares x close. An account whose equity is not above zero, or below its maintenance margin, is closed out at this close.',
  },
  {
    step: 9,
    name: 'decisions',
    rule: 'Signals are read at the close. Entries count when flat (or reverse the position), exits when in. Nothing placed on the last bar is filled.',
  },
];
