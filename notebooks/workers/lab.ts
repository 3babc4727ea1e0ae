import type {
  FromLabWorker,
  LabQuestion,
  LabResult,
  SweepQuestion,
  ToLabWorker,
} from '../components/lab-protocol.js';
import { labSettings } from '../components/lab-accounts.js';
import { labResult, runLab } from '../components/lab-run.js';
import { openSweep } from '../components/lab-sweep.js';
import { receiveMarket } from '../components/market-arrival.js';
import type { LoadedMarket } from '../components/market-reader.js';
import { sandboxAccount, sandboxPortfolio, sandboxSymbols } from '../components/sandbox-accounts.js';
import { proveStored } from '../components/stored-proof.js';

/** Questions that wait, by the account they are for: a slider asks many times a second, only the newest runs. */
const session: { market?: LoadedMarket; waiting: Map<number, LabQuestion>; sweeping: number } = {
  waiting: new Map(),
  sweeping: 0,
};
/** Number of a proof's question: no run has it. */
const PROOF = -1;
/** How long a sweep works before it looks whether it was stopped. */
const SLICE_MS = 60;

self.addEventListener('message', ({ data }: MessageEvent<ToLabWorker>) => {
  switch (data.type) {
    case 'open':
      void receiveMarket(data.url, keepMarket, say);
      break;
    case 'run':
      if (session.waiting.size === 0) setTimeout(runWaiting, 0);
      session.waiting.set(data.question.slot, data.question);
      break;
    case 'bars':
      answer(data.id, data.slot, (market) => {
        const { id, scope, symbol: searched } = data;
        const symbols = sandboxSymbols(market, data).map(({ symbol, bars }) => ({ symbol, bars }));
        const account = scope === 'all' ? 'portfolio' : 'each';
        say({ type: 'bars', id, account, symbols, searched, settings: labSettings(data.costBps) });
      });
      break;
    case 'accounts':
      answer(data.id, data.slot, (market) => {
        const start = performance.now();
        const { symbols, accounts } = data;
        const account = sandboxAccount(market, symbols, accounts);
        const symbol = symbols.length === 1 ? symbols[0] : undefined;
        sayResult(labResult(market, { ...data, symbol }, account), start);
      });
      break;
    case 'portfolio':
      answer(data.id, data.slot, (market) => {
        const start = performance.now();
        const account = sandboxPortfolio(market, data.portfolio);
        sayResult(labResult(market, { ...data, symbol: undefined }, account), start);
      });
      break;
    case 'sweep':
      void runSweep(data.question);
      break;
    case 'prove':
      answer(PROOF, PROOF, (market) => {
        const start = performance.now();
        const proof = proveStored(market, data.stored);
        say({ type: 'proof', proof, milliseconds: performance.now() - start });
      });
      break;
    case 'stop-sweep':
      session.sweeping++;
      break;
  }
});

function keepMarket(market: LoadedMarket): void {
  session.market = market;
}

function runWaiting(): void {
  const waiting = [...session.waiting.values()];
  session.waiting.clear();
  for (const question of waiting) {
    answer(question.id, question.slot, (market) => {
      const start = performance.now();
      sayResult(runLab(market, question), start);
    });
  }
}

/** Until bars have come there is nothing to say: the page asks again when they have. */
function answer(id: number, slot: number, work: (market: LoadedMarket) => void): void {
  const { market } = session;
  if (!market) return;
  try {
    work(market);
  } catch (error) {
    say({ type: 'fault', id, slot, message: error instanceof Error ? error.message : String(error) });
  }
}

async function runSweep(question: SweepQuestion): Promise<void> {
  const { market } = session;
  if (!market) return;
  const own = ++session.sweeping;
  const start = performance.now();
  try {
    const sweep = openSweep(market, question);
    let paused = start;
    for (let done = 1; done <= sweep.symbols; done++) {
      sweep.step();
      if (performance.now() - paused < SLICE_MS) continue;
      say({ type: 'swept', id: question.id, done, total: sweep.symbols });
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (own !== session.sweeping) return;
      paused = performance.now();
    }
    say({ type: 'sweep', result: { ...sweep.result(), milliseconds: performance.now() - start } });
  } catch (error) {
    say({
      type: 'fault',
      id: question.id,
      slot: 0,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

function sayResult(result: Omit<LabResult, 'milliseconds'>, start: number): void {
  say({ type: 'result', result: { ...result, milliseconds: performance.now() - start } });
}

function say(message: FromLabWorker): void {
  self.postMessage(message, { transfer: [] });
}
