import type { FromSandbox, StrategyOffer, ToSandbox } from './sandbox-protocol.js';
import { sandboxModule } from './strategy-source.js';

/** How long a strategy may be silent: on its first lines, on twenty symbols, or under the look-ahead detector. */
const TIME_LIMIT_MS = 5_000;
/** The engine's own files may take longer to come over a slow line. */
const LOAD_LIMIT_MS = 60_000;

export interface SandboxEvents {
  onOffer(offer: StrategyOffer): void;
  onLog(text: string): void;
  onProgress(ran: Extract<FromSandbox, { type: 'ran' }>): void;
  onAnswer(answer: Extract<FromSandbox, { type: 'accounts' | 'portfolio' | 'looked' }>): void;
  /** The strategy threw, or was stopped; after a stop the sandbox is gone. */
  onFault(fault: { readonly message: string; readonly line: number | undefined }): void;
}

export interface Sandbox {
  ask(question: ToSandbox): void;
  close(): void;
}

/**
 * Runs a reader's strategy in a worker of its own that has neither network nor storage nor timers, and
 * ends it when it is silent for too long. What it may take of memory no browser lets a page limit: the
 * time limit ends it first, and lengths of what it hands back are checked.
 * @throws Error when the text cannot run, see `checkSource`.
 */
export function openSandbox(text: string, engineUrl: string, events: SandboxEvents): Sandbox {
  const module = new Blob([sandboxModule(text, engineUrl)], { type: 'text/javascript' });
  const address = URL.createObjectURL(module);
  const worker = new Worker(address, { type: 'module' });
  const waiting: { timer: number; work: string } = { timer: 0, work: '' };

  const close = () => {
    clearTimeout(waiting.timer);
    worker.terminate();
    URL.revokeObjectURL(address);
  };
  const expect = (milliseconds: number, sentence: string) => {
    clearTimeout(waiting.timer);
    waiting.timer = window.setTimeout(() => {
      close();
      events.onFault({ message: sentence, line: undefined });
    }, milliseconds);
  };
  expect(LOAD_LIMIT_MS, 'the engine did not load within a minute: load the page again');
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    close();
    events.onFault({
      message: event.message?.replace(/^Uncaught (Error: )?/, '') || 'the strategy did not load',
      line: event.lineno || undefined,
    });
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromSandbox>) => {
    switch (data.type) {
      case 'ready':
        return expect(TIME_LIMIT_MS, stopped('reading the strategy'));
      case 'offer':
        clearTimeout(waiting.timer);
        return events.onOffer(data.offer);
      case 'log':
        return events.onLog(data.text);
      case 'ran':
        expect(TIME_LIMIT_MS, stopped(waiting.work));
        return events.onProgress(data);
      case 'accounts':
      case 'portfolio':
        expect(TIME_LIMIT_MS, stopped('looking for use of the future'));
        return events.onAnswer(data);
      case 'looked':
        clearTimeout(waiting.timer);
        return events.onAnswer(data);
      case 'fault':
        clearTimeout(waiting.timer);
        return events.onFault(data);
    }
  });
  return {
    ask(question) {
      const { length } = question.symbols;
      waiting.work =
        question.account === 'portfolio'
          ? 'preparing twenty symbols, or deciding at 20,000 closes,'
          : `running it on ${length === 1 ? question.symbols[0].symbol : 'twenty symbols'}`;
      expect(TIME_LIMIT_MS, stopped(waiting.work));
      worker.postMessage(question, { transfer: [] });
    },
    close,
  };
}

function stopped(work: string): string {
  return `The strategy was stopped: ${work} took longer than ${TIME_LIMIT_MS / 1000} s. Is there a loop that does not end?`;
}
