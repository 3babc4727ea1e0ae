import { faultLine, faultText } from '../components/code-fault.js';
import { sealGlobals } from '../components/sandbox-globals.js';
import type { FromSandbox, ToSandbox } from '../components/sandbox-protocol.js';
import {
  describeOffer,
  findLookAhead,
  LOOK_AHEAD_CUTS,
  offeredStrategy,
  runSandboxed,
  runSandboxedPortfolio,
  SYMBOLS_A_SIGN,
} from '../components/sandbox-run.js';
import type { CodeStrategy } from '../models/strategies/index.js';

export * from '../models/indicators/index.js';

/*
 * The engine's side of the sandbox. A worker made from the reader's text imports this module, so that it
 * runs before the first line of theirs: it takes what it needs from the worker, then takes everything
 * but the language away.
 */
const post = self.postMessage.bind(self);
const session: { strategy?: CodeStrategy; logged: number } = { logged: 0 };
const MOST_LOGGED = 100;

self.addEventListener('message', ({ data }: MessageEvent<ToSandbox>) => answer(data));
sealGlobals(self);
Object.defineProperty(globalThis, 'console', { value: { log, info: log, warn: log, error: log } });
say({ type: 'ready' });

/** Called by the last line of the reader's module with all that it exports. */
export function offer(exported: readonly unknown[]): void {
  try {
    session.strategy = offeredStrategy(exported);
    say({ type: 'offer', offer: describeOffer(session.strategy) });
  } catch (error) {
    sayFault(undefined, error);
  }
}

function answer(question: ToSandbox): void {
  const { strategy } = session;
  if (strategy === undefined) return;
  const { id, symbols, searched } = question;
  // Where it stops is the symbol it was at; in one account only the strategy knows.
  const place: { at?: string } = {};
  try {
    if (question.account === 'portfolio') runInOneAccount(strategy, question);
    else runEach(strategy, question, place);
    place.at = searched;
    const chosen = symbols.find(({ symbol }) => symbol === searched) ?? symbols[0];
    const findings = findLookAhead(strategy, question, chosen);
    say({ type: 'looked', id, symbol: chosen.symbol, findings, cuts: LOOK_AHEAD_CUTS });
  } catch (error) {
    sayFault(id, error, symbols.length > 1 ? place.at : undefined);
  }
}

function runEach(strategy: CodeStrategy, question: ToSandbox, place: { at?: string }): void {
  const { id, symbols } = question;
  const accounts = symbols.map((one, done) => {
    place.at = one.symbol;
    // A sign of life: the time limit is for the next symbols.
    if (done > 0 && done % SYMBOLS_A_SIGN === 0) say({ type: 'ran', id, done, total: symbols.length });
    return runSandboxed(strategy, question, one);
  });
  say({ type: 'accounts', id, accounts });
}

function runInOneAccount(strategy: CodeStrategy, question: ToSandbox): void {
  const { id, symbols } = question;
  const total = symbols.reduce((sum, { bars }) => sum + bars.time.length, 0);
  const portfolio = runSandboxedPortfolio(strategy, question, (done) =>
    say({ type: 'ran', id, done, total }),
  );
  say({ type: 'portfolio', id, portfolio });
}

function log(...values: readonly unknown[]): void {
  if (++session.logged > MOST_LOGGED) return;
  say({ type: 'log', text: values.map(String).join(' ').slice(0, 300) });
}

function sayFault(id: number | undefined, error: unknown, symbol?: string): void {
  const place = symbol === undefined ? '' : `on ${symbol}: `;
  say({ type: 'fault', id, message: place + faultText(error), line: faultLine(error) });
}

function say(message: FromSandbox): void {
  post(message);
}
