import type { Strategy, StrategyParameter } from '../models/strategies/index.js';
import { among, type LinkChecks, said } from './broken-link.js';
import { FIRST_STRATEGY, pinsOfText, SCOPES, SIGNALS } from './lab-link.js';
import { sweepOfText } from './sweep-link.js';

type Ready = readonly Pick<Strategy, 'name' | 'parameters'>[];

/** What an address of the Lab may ask for: strategies by name, and what else the form takes for one. */
export function labLinkChecks(state: URLSearchParams, ready: Ready, others: readonly string[]): LinkChecks {
  const names = [...ready.map(({ name }) => name), ...others];
  const isOwn = SIGNALS.some((signal) => state.get(signal));
  return {
    strategy: among('strategy', names),
    on: among('choice', SCOPES),
    cost: (text) => numberFault(text, 0, 500),
    hold: (text) => numberFault(text, 0, 1000),
    'p.*': (text, key) => (isOwn ? undefined : parameterFault(state, ready, others, key, text)),
    pins: (text) => {
      const unknown = pinsOfText(text)
        .map((query) => new URLSearchParams(query).get('strategy'))
        .filter((name) => name !== null && !names.includes(name));
      return unknown.length === 0 ? undefined : `there is no strategy ${said(String(unknown[0]))}`;
    },
    sweep: (text) => (sweepOfText(text) ? undefined : `${said(text)} is no sweep`),
  };
}

function parameterFault(
  state: URLSearchParams,
  ready: Ready,
  others: readonly string[],
  key: string,
  text: string,
): string | undefined {
  const name = state.get('strategy');
  // A strategy in the editor says itself which parameters it has.
  if (name !== null && others.includes(name)) return undefined;
  const strategy = ready.find((one) => one.name === (name ?? FIRST_STRATEGY));
  if (!strategy) return `it belongs to ${said(String(name))}`;
  const found = strategy.parameters.find((parameter) => `p.${parameter.name}` === key);
  return found ? boundsFault(found, text) : `${strategy.name} has no such parameter`;
}

function boundsFault({ min, max, integer }: StrategyParameter, text: string): string | undefined {
  const value = Number(text);
  if (integer && value >= min && value <= max && !Number.isInteger(value))
    return `${said(text)} is no whole number`;
  return numberFault(text, min, max);
}

function numberFault(text: string, min: number, max: number): string | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= min && value <= max ? undefined : `${said(text)} is no number from ${min} to ${max}`;
}
