import type { Bars } from '../bars/index.js';
import { everyBar, exampleBars, type ExampleSession, signalAt } from './example-bars.js';
import { type FillRules, PESSIMISTIC_RULES } from './fill-rules.js';
import type { SimulationSettings } from './settings.js';
import type { Signals } from './signals.js';

/** A few bars on which one event of a bar decides. What comes of them is not written here: simulate it. */
export interface FillExample {
  /** Which of `barEvents` it shows. */
  readonly step: number;
  readonly title: string;
  readonly bars: Bars;
  readonly signals: Signals;
  readonly settings: SimulationSettings;
  /** Protective level to draw, in price. */
  readonly levels: readonly { readonly name: string; readonly price: number }[];
  /** The rule it hangs on, with what may be chosen instead of the default. */
  readonly instead: readonly Partial<FillRules>[];
}

/** One entry at the second open, at 100, with ten shares. */
function entered(
  example: Omit<FillExample, 'bars' | 'signals' | 'instead' | 'levels'> & {
    readonly sessions: readonly ExampleSession[];
    readonly signals?: (bars: Bars) => Signals;
    readonly levels?: FillExample['levels'];
    readonly instead?: FillExample['instead'];
  },
): FillExample {
  const { sessions, signals, settings, levels = [], instead = [], ...rest } = example;
  const bars = exampleBars(sessions);
  return {
    ...rest,
    bars,
    signals: { entry: signalAt(bars, 0), ...signals?.(bars) },
    settings: { cash: 10_000, size: { kind: 'shares', shares: 10 }, ...settings },
    levels,
    instead,
  };
}

const QUIET: ExampleSession = [100, 101, 99, 100];
const STOP = [{ name: 'stop', price: 95 }];
const BRACKET = [...STOP, { name: 'target', price: 110 }];

/** Every event of `barEvents` at least once, and every alternative of its rules. */
export const fillExamples: readonly FillExample[] = [
  entered({
    step: 1,
    title: 'a dividend of 2 a share while held',
    sessions: [QUIET, QUIET, [98, 99, 97, 98], [98, 99, 97, 98]],
    signals: (bars) => ({ exit: signalAt(bars, 2) }),
    settings: { actions: [{ exTime: Date.UTC(2024, 0, 4), kind: 'dividend', factor: 0.98 }] },
  }),
  entered({
    step: 2,
    title: 'an exit decided at the close, and a stop in the bar that follows',
    sessions: [QUIET, QUIET, [98, 99, 90, 92], [92, 93, 91, 92]],
    signals: (bars) => ({ exit: signalAt(bars, 1) }),
    settings: { stopLoss: { fraction: 0.05 } },
    levels: STOP,
    instead: [{ scheduledExit: 'after-stops' }],
  }),
  entered({
    step: 3,
    title: 'an open below the stop that was set at the close before',
    sessions: [QUIET, [93, 96, 92, 94], [94, 95, 93, 94]],
    settings: { stopLoss: { fraction: 0.05, basis: 'signal' } },
    levels: STOP,
    instead: [{ crossedBracket: 'refuse' }],
  }),
  entered({
    step: 3,
    title: 'a signal against the position: closed and turned round at the same open',
    sessions: [QUIET, QUIET, [102, 103, 101, 102], [99, 100, 98, 99]],
    signals: (bars) => ({ short: signalAt(bars, 1), cover: signalAt(bars, 2) }),
    settings: {},
  }),
  entered({
    step: 4,
    title: 'a gap through the stop',
    sessions: [QUIET, QUIET, [91, 94, 90, 93], [93, 94, 92, 93]],
    settings: { stopLoss: { fraction: 0.05 } },
    levels: STOP,
    instead: [{ gapThroughStop: 'level' }],
  }),
  entered({
    step: 4,
    title: 'a trailing stop: it follows the high only once the bar is over',
    sessions: [QUIET, [100, 112, 104, 110], [110, 120, 107, 118], [117, 118, 112, 113]],
    settings: { trailing: { fraction: 0.05 } },
    levels: [],
  }),
  entered({
    step: 5,
    title: 'a bar that holds both the stop and the target',
    sessions: [QUIET, QUIET, [103, 112, 94, 108], [108, 109, 107, 108]],
    settings: { stopLoss: { fraction: 0.05 }, target: { fraction: 0.1 } },
    levels: BRACKET,
    instead: [{ bothInBar: 'target' }, { bothInBar: 'nearest-to-open' }],
  }),
  entered({
    step: 5,
    title: 'a gap through the target',
    sessions: [QUIET, QUIET, [114, 116, 113, 115], [115, 116, 114, 115]],
    settings: { target: { fraction: 0.1 } },
    levels: BRACKET.slice(1),
    instead: [{ gapThroughLimit: 'level' }],
  }),
  entered({
    step: 6,
    title: 'a stop on the bar of the entry',
    sessions: [QUIET, [100, 101, 93, 99], [99, 100, 98, 99]],
    settings: { stopLoss: { fraction: 0.05 } },
    levels: STOP,
    instead: [{ entryBar: 'never' }],
  }),
  entered({
    step: 6,
    title: 'a limit entry, with its stop in the same bar',
    sessions: [QUIET, [100, 101, 90, 96], [96, 98, 95, 97]],
    signals: (bars) => ({ entryLimit: everyBar(bars, 98) }),
    settings: { stopLoss: { fraction: 0.05 } },
    levels: [
      { name: 'limit', price: 98 },
      { name: 'stop', price: 93.1 },
    ],
    instead: [{ entryBar: 'open-entries' }],
  }),
  entered({
    step: 7,
    title: 'a limit that the low just touches',
    sessions: [QUIET, [100, 101, 97, 99], [99, 102, 98, 101]],
    signals: (bars) => ({ entryLimit: everyBar(bars, 97) }),
    settings: {},
    levels: [{ name: 'limit', price: 97 }],
    instead: [{ limitFill: 'through' }],
  }),
  entered({
    step: 7,
    title: 'a buy stop that the open has gapped over',
    sessions: [QUIET, [106, 108, 105, 107], [107, 109, 106, 108]],
    signals: (bars) => ({ entryStop: everyBar(bars, 103) }),
    settings: {},
    levels: [{ name: 'stop entry', price: 103 }],
  }),
  entered({
    step: 8,
    title: 'four times leverage, and a fall: closed out at the close',
    sessions: [QUIET, QUIET, [90, 91, 79, 80], [82, 83, 81, 82]],
    settings: { cash: 1000, leverage: 4, maintenance: 0.1, size: { kind: 'all-in' } },
  }),
  entered({
    step: 9,
    title: 'a signal on the last bar',
    sessions: [QUIET, QUIET, [101, 102, 100, 101]],
    signals: (bars) => ({ exit: signalAt(bars, 2) }),
    settings: {},
  }),
];

/** The rules of an example: the default, then each that may be chosen instead. */
export function rulesOfExample({ instead }: FillExample): readonly FillRules[] {
  return [PESSIMISTIC_RULES, ...instead.map((rules) => ({ ...PESSIMISTIC_RULES, ...rules }))];
}
