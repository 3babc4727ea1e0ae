import { strategyTemplate } from '../models/strategies/index.js';
import { download } from './download.js';
import { element } from './element.js';
import type { LabForm } from './lab-form.js';
import type { FromLabWorker, ToLabWorker } from './lab-protocol.js';
import { lookAheadReport } from './look-ahead-report.js';
import { count } from './number-format.js';
import { packText, unpackText } from './packed-text.js';
import type { StrategyOffer, ToSandbox } from './sandbox-protocol.js';
import { strategyEditor } from './strategy-editor.js';
import { lintStrategy } from './strategy-lint.js';
import { openSandbox, type Sandbox, type SandboxEvents } from './strategy-sandbox.js';

export interface LabCodeOptions {
  /** Absolute address of the sandbox's engine. */
  readonly engineUrl: string;
  /** The Lab's worker: it has the bars, and looks at what the sandbox leaves. */
  readonly worker: Worker;
  readonly form: LabForm;
  /** Packed text that came with the link; undefined for the template. */
  readonly linked: string | undefined;
  /** A number for the next run; results of earlier ones are dropped. */
  nextId(): number;
  /** Is every bar here? A strategy is run on all of them or not at all. */
  isReady(): boolean;
  /** The text was run: the address should hold it. */
  onRun(packed: string): void;
}

export interface LabCode {
  readonly element: HTMLElement;
  /** Runs what was last started again: on another symbol, with other parameters or costs. */
  ask(): void;
}

const MOST_LOGGED = 20;

/**
 * The Lab's editor for strategies in TypeScript. A strategy runs in a sandbox of its own; one that came
 * with a link is shown first and runs when the reader says so.
 */
export async function labCode(options: LabCodeOptions): Promise<LabCode> {
  const { form, worker } = options;
  const parts = frame();
  let text = strategyTemplate('my-idea');
  if (options.linked !== undefined) {
    try {
      text = await unpackText(options.linked);
      parts.say('This strategy came with the link. Read it, then press Run.');
    } catch (error) {
      parts.say((error as Error).message, true);
    }
  }
  const run: {
    sandbox?: Sandbox;
    offer?: StrategyOffer;
    id: number;
    account: ToSandbox['account'];
    symbols: readonly string[];
  } = { id: 0, account: 'each', symbols: [] };
  const editor = strategyEditor({ text, onChange: () => parts.edited(), onRun: start });
  parts.editor.append(editor.element);

  const events: SandboxEvents = {
    onOffer(offer) {
      run.offer = offer;
      form.showCodeParameters(offer);
      parts.say(`${offer.title}: read, and ready to run.`);
      ask();
    },
    onLog: (line) => parts.log(line),
    onAnswer(answer) {
      if (answer.id !== run.id) return;
      if (answer.type === 'looked') parts.looked.replaceChildren(lookAheadReport(answer));
      else if (answer.type === 'portfolio') send(worker, { ...answer, slot: 0 });
      else send(worker, { ...answer, slot: 0, symbols: run.symbols });
    },
    onProgress({ id, done, total }) {
      if (id !== run.id) return;
      const what = run.account === 'portfolio' ? 'closes decided' : 'symbols';
      parts.say(`Running: ${count(done)} of ${count(total)} ${what}\u2026`);
    },
    onFault({ message, line }) {
      parts.say(line === undefined ? message : `line ${line}: ${message}`, true);
      if (line !== undefined) editor.showFault({ line, message });
    },
  };

  function start(): void {
    run.sandbox?.close();
    run.sandbox = undefined;
    parts.clear();
    const written = editor.text();
    const [fault] = lintStrategy(written);
    if (fault) {
      const line = written.slice(0, fault.from).split('\n').length;
      parts.say(`line ${line}: ${fault.message}`, true);
      editor.showFault(undefined);
      return;
    }
    parts.say('The strategy is being read\u2026');
    run.sandbox = openSandbox(written, options.engineUrl, events);
    void packText(written).then(options.onRun);
  }

  function ask(): void {
    const { scope, symbol, costBps } = form.choice();
    if (run.sandbox === undefined || run.offer === undefined || !options.isReady()) return;
    run.id = options.nextId();
    parts.looked.replaceChildren(
      element('p', { class: 'note' }, 'Running, then looking for use of the future\u2026'),
    );
    send(worker, { type: 'bars', id: run.id, slot: 0, scope, symbol, costBps });
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type !== 'bars' || data.id !== run.id) return;
    const { type: _, ...question } = data;
    run.account = question.account;
    run.symbols = question.symbols.map(({ symbol }) => symbol);
    const parameters = knownParameters(form.choice().parameters, run.offer);
    run.sandbox?.ask({ ...question, parameters });
  });
  parts.onRun(start);
  parts.onSave(() => {
    const name = /^[a-z0-9-]+$/.test(run.offer?.name ?? '') ? run.offer?.name : 'my-idea';
    download(`${name}.ts`, 'text/typescript;charset=utf-8', editor.text());
  });
  if (options.linked === undefined) start();
  return { element: parts.element, ask };
}

/** The sliders of another strategy may still stand in the form. */
function knownParameters(
  values: Readonly<Record<string, number>>,
  offer: StrategyOffer | undefined,
): Record<string, number> {
  return Object.fromEntries(
    (offer?.parameters ?? []).map(({ name, default: fallback }) => [name, values[name] ?? fallback]),
  );
}

function frame() {
  const editor = element('div', { class: 'code-editor' });
  const runButton = element('button', { type: 'button' }, 'Run');
  const saveButton = element('button', { type: 'button' }, 'Save as a strategy file');
  const status = element('p', { class: 'note', role: 'status' });
  const fault = element('p', { class: 'warning', role: 'alert', hidden: true });
  const looked = element('div', { class: 'looked', 'aria-live': 'polite' });
  const logged = element('pre', {
    class: 'code-log',
    hidden: true,
    'aria-label': 'what the strategy logged',
  });
  const lines: string[] = [];
  return {
    editor,
    looked,
    element: element(
      'section',
      { class: 'lab-code', 'aria-label': 'strategy in TypeScript' },
      editor,
      element('p', { class: 'code-actions' }, runButton, saveButton, ' Ctrl or \u2318 with Enter runs it.'),
      status,
      fault,
      looked,
      logged,
      safety(),
    ),
    say(text: string, isFault = false) {
      fault.hidden = !isFault;
      fault.textContent = isFault ? text : '';
      if (!isFault) status.textContent = text;
      else status.textContent = '';
    },
    edited() {
      status.textContent = 'Changed since it was run.';
    },
    clear() {
      lines.length = 0;
      logged.hidden = true;
      looked.replaceChildren();
    },
    log(line: string) {
      if (lines.length >= MOST_LOGGED) return;
      lines.push(line);
      logged.hidden = false;
      logged.textContent = lines.join('\n');
    },
    onRun: (work: () => void) => runButton.addEventListener('click', work),
    onSave: (work: () => void) => saveButton.addEventListener('click', work),
  };
}

function safety(): HTMLElement {
  return element(
    'details',
    {},
    element('summary', {}, 'what a strategy can do here, and how the file runs elsewhere'),
    element(
      'p',
      { class: 'note' },
      'It runs in a worker without network, storage, timers or other workers, and is stopped after 5 seconds of silence. Its memory cannot be limited: no browser offers that to a page; the time limit bounds it, and a tab that runs out of memory is ended by the browser. Types are not checked here, only syntax and the names of fields.',
    ),
    element(
      'p',
      { class: 'note' },
      'The saved file gives the same trades on the command line, on the same data: ',
      element('code', {}, 'npx technic backtest my-idea.ts --symbols AAPL --commission-bps 10'),
      '; all symbols in one account as here: ',
      element(
        'code',
        {},
        'npx technic backtest my-idea.ts --portfolio --max-positions 20 --size equity:0.05 --units fractional --commission-bps 10',
      ),
      '.',
    ),
  );
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
