import { SingleBar } from 'cli-progress';
import type { ProgressEvent, ProgressListener } from '../progress/index.js';

const BAR_FORMAT = '{bar} {percentage} %  {stage}  {detail}  {eta}';
const PLAIN_INTERVAL_MS = 2000;

/** Draws progress on stderr: a bar in a terminal, plain lines elsewhere, nothing when quiet. */
export function progressConsole(options: { quiet: boolean }): { listener: ProgressListener; close(): void } {
  if (options.quiet) return { listener: warningsOnly, close: () => {} };
  return process.stderr.isTTY ? barConsole() : plainConsole();
}

function warningsOnly(event: ProgressEvent): void {
  if (event.type === 'note' && event.level === 'warning') process.stderr.write(`warning: ${event.text}\n`);
}

function barConsole(): { listener: ProgressListener; close(): void } {
  const bar = new SingleBar({
    format: BAR_FORMAT,
    stream: process.stderr,
    barsize: 24,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1000, 0, { stage: 'starting', detail: '', eta: '' });
  const say = (line: string) => {
    // The bar owns the current line: clear it, write above, let the next update draw it again.
    process.stderr.write(`\r\u001b[2K${line}\n`);
  };
  return {
    listener(event) {
      if (event.type === 'stage-started') bar.update({ stage: event.stage, detail: '', eta: '' });
      if (event.type === 'advanced') {
        bar.update(Math.round(event.fraction * 1000), {
          stage: event.stage,
          detail: amount(event.done, event.total, event.unit),
          eta: event.etaSeconds === undefined ? '' : `${duration(event.etaSeconds)} left`,
        });
      }
      const line = eventLine(event);
      if (line) say(line);
    },
    close: () => bar.stop(),
  };
}

function plainConsole(): { listener: ProgressListener; close(): void } {
  let lastLine = 0;
  return {
    listener(event) {
      if (event.type === 'advanced') {
        const now = performance.now();
        if (now - lastLine < PLAIN_INTERVAL_MS) return;
        lastLine = now;
        const eta = event.etaSeconds === undefined ? '' : `, ${duration(event.etaSeconds)} left`;
        const done = amount(event.done, event.total, event.unit);
        process.stderr.write(
          `${event.stage}: ${done} (${Math.round(event.fraction * 100)} % of the run${eta})\n`,
        );
        return;
      }
      const line = eventLine(event);
      if (line) process.stderr.write(`${line}\n`);
    },
    close: () => {},
  };
}

function eventLine(event: ProgressEvent): string | undefined {
  if (event.type === 'stage-finished') {
    return `${event.stage}: ${amount(event.items, undefined, event.unit)} in ${duration(event.seconds)}`;
  }
  if (event.type === 'note') return event.level === 'warning' ? `warning: ${event.text}` : event.text;
  if (event.type === 'first-result') return `first result after ${duration(event.seconds)}: ${event.text}`;
  return undefined;
}

function amount(done: number, total: number | undefined, unit: string): string {
  const of = total === undefined ? '' : ` of ${total.toLocaleString('en-US')}`;
  // Units are given in the plural: `1 models` reads like a fault.
  const named = done === 1 && total === undefined ? unit.replace(/s$/, '') : unit;
  return `${done.toLocaleString('en-US')}${of} ${named}`;
}

/** `0.42 s`, `12 s`, `3 min 5 s`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
