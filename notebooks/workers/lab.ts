import type { FromLabWorker, LabQuestion, SweepQuestion, ToLabWorker } from '../components/lab-protocol.js';
import { runLab } from '../components/lab-run.js';
import { sweepLab } from '../components/lab-sweep.js';
import { createMarketReader, type LoadedMarket, type MarketReader } from '../components/market-reader.js';
import { streamMarket } from '../components/market-stream.js';
import { isoDate } from '../models/bars/index.js';

const session: { market?: LoadedMarket; waiting?: LabQuestion } = {};

self.addEventListener('message', ({ data }: MessageEvent<ToLabWorker>) => {
  if (data.type === 'open') void open(data.url);
  else if (data.type === 'sweep') runSweep(data.question);
  else {
    // A slider asks many times a second: only the newest question is run.
    if (session.waiting === undefined) setTimeout(runWaiting, 0);
    session.waiting = data.question;
  }
});

async function open(url: string): Promise<void> {
  try {
    let reader: MarketReader | undefined;
    await streamMarket(
      url,
      (header) => {
        reader = createMarketReader(header);
      },
      (chunk) => {
        reader?.add(chunk);
        session.market = reader?.market();
        announce();
      },
    );
  } catch (error) {
    say({ type: 'broken', message: error instanceof Error ? error.message : String(error) });
  }
}

function announce(): void {
  const { market } = session;
  if (!market) return;
  const { sessions, isComplete } = market;
  say({
    type: 'arrived',
    from: isoDate(sessions[0]),
    to: isoDate(sessions[sessions.length - 1]),
    isComplete,
  });
}

function runWaiting(): void {
  const { market, waiting } = session;
  session.waiting = undefined;
  if (!market || !waiting) return;
  const start = performance.now();
  try {
    const result = runLab(market, waiting);
    say({ type: 'result', result: { ...result, milliseconds: performance.now() - start } });
  } catch (error) {
    say({ type: 'fault', id: waiting.id, message: error instanceof Error ? error.message : String(error) });
  }
}

function runSweep(question: SweepQuestion): void {
  const { market } = session;
  if (!market) return;
  const start = performance.now();
  try {
    const result = sweepLab(market, question);
    say({ type: 'sweep', result: { ...result, milliseconds: performance.now() - start } });
  } catch (error) {
    say({ type: 'fault', id: question.id, message: error instanceof Error ? error.message : String(error) });
  }
}

function say(message: FromLabWorker): void {
  self.postMessage(message, { transfer: [] });
}
