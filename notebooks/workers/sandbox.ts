import { faultLine, faultText } from '../components/code-fault.js';
import { sealGlobals } from '../components/sandbox-globals.js';
import type { FromSandbox, ToSandbox } from '../components/sandbox-protocol.js';
import {
  describeOffer,
  findLookAhead,
  LOOK_AHEAD_CUTS,
  offeredStrategy,
  runSandboxed,
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
  try {
    say({ type: 'account', id: question.id, account: runSandboxed(strategy, question) });
    say({
      type: 'looked',
      id: question.id,
      findings: findLookAhead(strategy, question),
      cuts: LOOK_AHEAD_CUTS,
    });
  } catch (error) {
    sayFault(question.id, error);
  }
}

function log(...values: readonly unknown[]): void {
  if (++session.logged > MOST_LOGGED) return;
  say({ type: 'log', text: values.map(String).join(' ').slice(0, 300) });
}

function sayFault(id: number | undefined, error: unknown): void {
  say({ type: 'fault', id, message: faultText(error), line: faultLine(error) });
}

function say(message: FromSandbox): void {
  post(message);
}
