import type { Strategy } from '../models/strategies/index.js';
import type { LabQuestion, LabScope, OwnRules } from './lab-protocol.js';

/** What is asked of a run, whatever run it is. */
export type LabChoice = Omit<LabQuestion, 'id' | 'slot'>;

export const SIGNALS = ['entry', 'exit', 'short', 'cover'] as const;
export const SCOPES: readonly LabScope[] = ['one', 'all', 'each'];
/** Of an address that names none. */
export const FIRST_STRATEGY = 'sma-cross';
const FIRST_COST_BPS = 10;
/** Between pinned runs in the address. */
const BETWEEN = '|';

/**
 * The run an address asks for: the reader's rules when it holds any, otherwise a ready-made strategy, by
 * default a moving-average cross, with parameters left to their defaults where it names none.
 * @param symbol when the address names none.
 */
export function choiceOfState(
  state: URLSearchParams,
  ready: readonly Pick<Strategy, 'name' | 'parameters'>[],
  symbol: string,
): LabChoice {
  const place = (state.get('s') ?? symbol).trim().toUpperCase();
  const said = SCOPES.find((scope) => scope === state.get('on'));
  const cost = Number(state.get('cost') ?? FIRST_COST_BPS);
  const head = {
    // ALL is a symbol too: only without a scope of its own does it mean every symbol.
    scope: said ?? (place === '' || place === 'ALL' ? 'all' : 'one'),
    symbol: place === '' || (place === 'ALL' && said === undefined) ? symbol : place,
    costBps: cost >= 0 ? cost : FIRST_COST_BPS,
  };
  if (SIGNALS.some((signal) => state.get(signal))) {
    const signals = Object.fromEntries(SIGNALS.map((signal) => [signal, state.get(signal) ?? '']));
    const hold = Math.max(0, Math.round(Number(state.get('hold') ?? 0)) || 0);
    return { ...head, strategy: { ...signals, hold } as unknown as OwnRules, parameters: {} };
  }
  const found =
    ready.find(({ name }) => name === state.get('strategy')) ??
    ready.find(({ name }) => name === FIRST_STRATEGY) ??
    ready[0];
  return { ...head, strategy: found.name, parameters: givenParameters(state, found) };
}

/** Values of `p.NAME` that lie within the parameter's bounds; defaults for the others. */
export function givenParameters(
  state: URLSearchParams,
  { parameters }: Pick<Strategy, 'parameters'>,
): Record<string, number> {
  return Object.fromEntries(
    parameters.map(({ name, min, max, default: fallback }) => {
      const text = state.get(`p.${name}`);
      const value = text === null ? Number.NaN : Number(text);
      return [name, value >= min && value <= max ? value : fallback];
    }),
  );
}

/** The keys of an address that ask for this run, and null for those that must go. */
export function stateOfChoice({
  strategy,
  parameters,
  scope,
  symbol,
  costBps,
}: LabChoice): Record<string, string | null> {
  const isOwn = typeof strategy !== 'string';
  return {
    strategy: isOwn ? null : strategy,
    s: symbol,
    on: scope,
    cost: String(costBps),
    ...Object.fromEntries(SIGNALS.map((signal) => [signal, isOwn ? strategy[signal] : null])),
    hold: isOwn && strategy.hold > 0 ? String(strategy.hold) : null,
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`p.${name}`, String(value)])),
  };
}

/** Address of the Lab with this run in it. */
export function labRunAddress(choice: LabChoice): string {
  return `./lab?${queryOfChoice(choice)}`;
}

/** The run as a query string; the same run gives the same text. */
export function queryOfChoice(choice: LabChoice): string {
  const kept = Object.entries(stateOfChoice(choice)).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '',
  );
  return new URLSearchParams(kept).toString();
}

/** Pinned runs in one value of the address, and back. */
export function pinsText(queries: readonly string[]): string {
  return queries.join(BETWEEN);
}
export function pinsOfText(text: string | null): string[] {
  return (text ?? '').split(BETWEEN).filter((query) => query !== '');
}

/** A run in a few words: `sma-cross, fast 10, slow 30, on AAPL at 10 bps`. */
export function choiceName({ strategy, parameters, scope, symbol, costBps }: LabChoice): string {
  const rule =
    typeof strategy === 'string'
      ? [strategy, ...Object.entries(parameters).map(([name, value]) => `${name} ${value}`)].join(', ')
      : (SIGNALS.map((signal) => strategy[signal]).find((text) => text.trim() !== '') ?? 'own rules');
  return `${rule}, on ${{ one: symbol, all: 'the universe', each: 'each symbol' }[scope]} at ${costBps} bps`;
}
