import type { Strategy } from '../models/strategies/index.js';
import { compareReport, type ComparedRun } from './lab-compare.js';
import { element } from './element.js';
import { choiceName, choiceOfState, labRunAddress, pinsOfText, pinsText } from './lab-link.js';
import type { FromLabWorker, LabResult, ToLabWorker } from './lab-protocol.js';
import { readState, writeState } from './url-state.js';

/** A run that can be pinned; one in TypeScript has no query: it stays in this tab. */
export interface PinnableRun {
  readonly name: string;
  readonly query: string | undefined;
  readonly address: string | undefined;
  readonly result: LabResult;
}

export interface LabPinsOptions {
  readonly worker: Worker;
  readonly ready: readonly Strategy[];
  /** Symbol of a run whose address names none. */
  readonly symbol: string;
}

export interface LabPins {
  readonly button: HTMLButtonElement;
  readonly element: HTMLElement;
  setCurrent(run: PinnableRun): void;
  /** More bars are here: what is pinned is run again on all of them. */
  askAgain(): void;
}

interface Pin {
  readonly slot: number;
  readonly name: string;
  readonly query: string | undefined;
  readonly address: string | undefined;
  result?: LabResult;
}

const MOST_PINS = 4;
const LABELS = 'ABCD';

/** Runs kept to be compared with the one being worked on; they stand in the address. */
export function labPins(options: LabPinsOptions): LabPins {
  const { worker } = options;
  const place = element('div', { 'aria-live': 'polite' });
  const button = element('button', { type: 'button', disabled: true }, 'Pin this run to compare');
  const kept: { pins: Pin[]; current?: PinnableRun; nextSlot: number } = { pins: [], nextSlot: 1 };

  const add = (query: string | undefined, name: string, address: string | undefined, result?: LabResult) => {
    kept.pins.push({ slot: kept.nextSlot++, name, query, address, result });
  };
  const write = () => {
    const queries = kept.pins.flatMap(({ query }) => query ?? []);
    writeState({ pins: pinsText(queries) });
    button.disabled = kept.current === undefined || kept.pins.length >= MOST_PINS;
  };
  const draw = () => {
    const { current } = kept;
    const pinned = kept.pins.flatMap((pin, k): ComparedRun[] =>
      pin.result === undefined
        ? []
        : [
            {
              label: LABELS[k],
              name: pin.name,
              address: pin.address,
              result: pin.result,
              remove: () => {
                kept.pins = kept.pins.filter((other) => other !== pin);
                write();
                draw();
              },
            },
          ],
    );
    if (pinned.length === 0 || current === undefined) return place.replaceChildren();
    place.replaceChildren(compareReport([{ ...current, label: 'this' }, ...pinned]));
  };
  for (const query of pinsOfText(readState().get('pins')).slice(0, MOST_PINS)) {
    const choice = choiceOfState(new URLSearchParams(query), options.ready, options.symbol);
    add(query, choiceName(choice), labRunAddress(choice));
  }
  button.addEventListener('click', () => {
    if (kept.current === undefined || kept.pins.length >= MOST_PINS) return;
    const { query, name, address, result } = kept.current;
    add(query, name, address, result);
    write();
    draw();
  });
  worker.addEventListener('message', ({ data }: MessageEvent<FromLabWorker>) => {
    if (data.type !== 'result' || data.result.slot === 0) return;
    const pin = kept.pins.find(({ slot }) => slot === data.result.slot);
    if (!pin) return;
    pin.result = data.result;
    draw();
  });
  return {
    button,
    element: place,
    setCurrent(run) {
      kept.current = run;
      write();
      draw();
    },
    askAgain() {
      for (const { slot, query } of kept.pins) {
        if (query === undefined) continue;
        const choice = choiceOfState(new URLSearchParams(query), options.ready, options.symbol);
        send(worker, { type: 'run', question: { ...choice, id: slot, slot } });
      }
    },
  };
}

function send(worker: Worker, message: ToLabWorker): void {
  worker.postMessage(message, { transfer: [] });
}
