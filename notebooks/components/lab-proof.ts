import type { StrategiesSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import type { FromLabWorker, ToLabWorker } from './lab-protocol.js';
import { proofSentence } from './proof-sentence.js';
import { readState } from './url-state.js';

export interface LabProofOptions {
  readonly worker: Worker;
  /** Address of the strategies' snapshot. */
  readonly strategiesUrl: string;
}

export interface LabProof {
  readonly element: HTMLElement;
  /** All bars are here: a proof that an address asks for begins. */
  ready(): void;
}

/**
 * "Same as the nightly?": a run that the night stored is computed again in this tab, on the bars it was
 * sent, and compared bit for bit. An address with `stored=NAME` asks for it at once.
 */
export function labProof({ worker, strategiesUrl }: LabProofOptions): LabProof {
  const asked = readState().get('stored');
  const session: { snapshot?: StrategiesSnapshot; isReady: boolean } = { isReady: false };
  const select = element('select', { 'aria-label': 'stored run' });
  const button = element('button', { type: 'button', disabled: true }, 'Compute again and compare');
  const said = element('p', { class: 'note proof', role: 'status' });
  const details = element(
    'details',
    { class: 'lab-proof' },
    element('summary', {}, 'Same as the nightly?'),
    element(
      'p',
      { class: 'note' },
      'A run that the night stored, computed again here by the engine in this tab on the bars it was sent. Nothing is rounded before it is compared.',
    ),
    select,
    ' ',
    button,
    said,
  );

  const load = async () => {
    const response = await fetch(strategiesUrl);
    if (!response.ok) throw new Error(`the stored runs could not be loaded: ${response.status}`);
    session.snapshot = (await response.json()) as StrategiesSnapshot;
    const { strategies } = session.snapshot;
    select.replaceChildren(...strategies.map(({ name, title }) => element('option', { value: name }, title)));
    if (strategies.length === 0) said.textContent = 'The last night stored no run.';
    if (strategies.some(({ name }) => name === asked)) select.value = asked ?? '';
    button.disabled = strategies.length === 0;
  };
  const prove = () => {
    const row = session.snapshot?.strategies.find(({ name }) => name === select.value);
    if (!row || !session.snapshot) return;
    if (!session.isReady) {
      said.textContent = 'Waiting for all bars\u2026';
      return;
    }
    said.textContent = 'Computing\u2026';
    button.disabled = true;
    send(worker, { type: 'prove', stored: { ...row, days: session.snapshot.days } });
  };
  const open = async () => {
    try {
      if (!session.snapshot) await load();
      if (select.value === asked) prove();
    } catch (error) {
      said.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  details.addEventListener('toggle', () => {
    if (details.open) void open();
  });
  button.addEventListener('click', prove);
  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type === 'fault' && data.id === -1) {
      button.disabled = false;
      said.textContent = data.message;
    }
    if (data.type !== 'proof') return;
    button.disabled = false;
    said.className = data.proof.differences.length === 0 ? 'note proof' : 'warning proof';
    said.textContent = `${proofSentence(data.proof)} ${Math.round(data.milliseconds)} ms.`;
  });
  if (asked) details.open = true;
  return {
    element: details,
    ready() {
      session.isReady = true;
      if (said.textContent?.startsWith('Waiting')) prove();
    },
  };
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
