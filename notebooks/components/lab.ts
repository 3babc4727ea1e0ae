import { strategies } from '../models/strategies/index.js';
import { brokenLink } from './broken-link.js';
import { element } from './element.js';
import { labProof } from './lab-proof.js';
import { labPins } from './lab-pins.js';
import { CODE, labForm, OWN } from './lab-form.js';
import { labLinkChecks } from './lab-link-checks.js';
import { choiceName, labRunAddress, queryOfChoice, stateOfChoice } from './lab-link.js';
import type { LabCode } from './lab-code.js';
import type { FromLabWorker, LabResult, ToLabWorker } from './lab-protocol.js';
import { labReport } from './lab-report.js';
import { labSweepForm } from './lab-sweep-form.js';
import { readState, writeState } from './url-state.js';

export interface LabOptions {
  readonly url: string;
  readonly worker: Worker;
  /** Address of the sandbox's engine for strategies in TypeScript. */
  readonly engineUrl: string;
  /** Address of the snapshot of the nightly's strategies. */
  readonly strategiesUrl: string;
  readonly symbols: readonly string[];
  /** Symbol to begin with. */
  readonly symbol: string;
  /** Ideas that the nightly runs of this workspace have tried. */
  readonly trials: number;
}

/** Where a packed strategy stands in the address: behind the #, which is not sent to a server. */
const CODE_KEY = /[#&]code=([^&]*)/;

/** Pick a strategy or write one, move its parameters, and see at once what it would have done. */
export function lab(options: LabOptions): HTMLElement {
  const { worker } = options;
  const ready = strategies.filter((strategy) => strategy.kind === 'rules');
  const session: { id: number; isComplete: boolean; code?: LabCode; result?: LabResult } = {
    id: 0,
    isComplete: false,
  };
  const broken = brokenLink(labLinkChecks(readState(), ready, [OWN, CODE]));
  const tried = new Set<string>();
  const fault = element('p', { class: 'warning', role: 'alert', hidden: true });
  const status = element('p', { class: 'note', role: 'status' }, 'Bars are on their way\u2026');
  const report = element('div', { class: 'lab-report' });
  const codePlace = element('div', {});
  const nextId = () => ++session.id;
  const form = labForm(
    { ready, symbols: options.symbols, symbol: options.symbol, onChange: ask },
    readState(),
  );
  const pins = labPins({ worker, ready, symbol: options.symbol });
  const proof = labProof({ worker, strategiesUrl: options.strategiesUrl });
  const sweep = labSweepForm({
    worker,
    symbols: options.symbols,
    choice: form.choice,
    strategy: form.strategy,
    nextId,
    onTried: (query, cells) => {
      for (let cell = 0; cell < cells; cell++) tried.add(`${query} ${cell}`);
    },
    onChoose: (parameters) => form.setParameters(parameters),
  });
  let shownStrategy = form.kind() === 'ready' ? form.choice().strategy : form.kind();

  function ask(): void {
    const choice = form.choice();
    const isCode = form.kind() === 'code';
    const shown = form.kind() === 'ready' ? choice.strategy : form.kind();
    if (shown !== shownStrategy) {
      shownStrategy = shown;
      sweep.reset();
      clearState();
    }
    writeState({ ...stateOfChoice(choice) });
    codePlace.hidden = !isCode;
    if (isCode) return void openCode();
    // An account for every symbol is worth its time once, on all the bars.
    if (choice.scope === 'each' && !session.isComplete) return;
    send(worker, { type: 'run', question: { ...choice, id: nextId(), slot: 0 } });
  }

  /** The editor is a third of a megabyte: it comes when it is asked for. */
  async function openCode(): Promise<void> {
    if (session.code) return session.code.ask();
    if (codePlace.hasChildNodes()) return;
    codePlace.replaceChildren(element('p', { class: 'note' }, 'The editor is on its way\u2026'));
    const { labCode } = await import('./lab-code.js');
    session.code = await labCode({
      engineUrl: options.engineUrl,
      worker,
      form,
      linked: CODE_KEY.exec(location.hash)?.[1],
      nextId,
      isReady: () => session.isComplete,
      onRun: (packed) => history.replaceState(history.state, '', `${location.search}#code=${packed}`),
    });
    codePlace.replaceChildren(session.code.element);
  }

  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type === 'arrived') {
      session.isComplete = data.isComplete;
      status.textContent = data.isComplete
        ? `All bars are here, ${data.from} to ${data.to}.`
        : `Bars from ${data.from} on are here, earlier years are on their way.`;
      ask();
      pins.askAgain();
      if (data.isComplete) {
        proof.ready();
        sweep.ready();
      }
    } else if (data.type === 'broken') {
      fault.hidden = false;
      fault.textContent = `${data.message}. Reload the page to try again.`;
    } else if (data.type === 'fault' && data.slot === 0 && data.id === session.id) {
      fault.hidden = false;
      fault.textContent = data.message;
    } else if (data.type === 'result' && data.result.slot === 0 && data.result.id === session.id) {
      fault.hidden = true;
      session.result = data.result;
      show(data.result);
    }
  });

  function show(result: LabResult): void {
    const choice = form.choice();
    const isCode = form.kind() === 'code';
    tried.add(isCode ? location.href : queryOfChoice(choice));
    report.replaceChildren(
      labReport(result, { costBps: choice.costBps, here: tried.size, nightly: options.trials }),
    );
    pins.setCurrent({
      name: choiceName(choice),
      query: isCode ? undefined : queryOfChoice(choice),
      address: isCode ? undefined : labRunAddress(choice),
      result,
    });
  }

  send(worker, { type: 'open', url: options.url });
  ask();
  return element(
    'div',
    { class: 'lab' },
    element(
      'div',
      { class: 'lab-controls' },
      form.element,
      pins.button,
      sweep.element,
      proof.element,
      status,
    ),
    element('div', {}, broken, fault, codePlace, pins.element, report),
  );
}

/** Parameters and rules of the strategy before. */
function clearState(): void {
  const gone = [...readState().keys()].filter((key) => key.startsWith('p.'));
  writeState(Object.fromEntries(gone.map((key) => [key, null])));
  if (CODE_KEY.test(location.hash))
    history.replaceState(history.state, '', location.pathname + location.search);
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
