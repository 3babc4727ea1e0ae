import { SingleBar } from 'cli-progress';
import type { ProgressEvent, ProgressListener } from '../progress/index.js';

// Not {eta}: cli-progress has one of its own, which would cover ours.
const BAR_FORMAT = '{bar} {percentage} %  {stage}  {detail}  {left}';
const PLAIN_INTERVAL_MS = 2000;

interface Display {
  readonly listener: ProgressListener;
  close(): void;
}

/**
 * Draws progress on stderr: a bar in a terminal, plain lines elsewhere, nothing but warnings when quiet.
 * @param now milliseconds since the process began.
 */
export function progressConsole(
  options: { quiet: boolean },
  stream: NodeJS.WriteStream = process.stderr,
  now: () => number = () => performance.now(),
): Display {
  if (options.quiet) return warningsOnly(stream);
  return stream.isTTY ? barConsole(stream) : plainConsole(stream, now);
}

function warningsOnly(stream: NodeJS.WriteStream): Display {
  return {
    listener(event) {
      if (event.type === 'note' && event.level === 'warning') stream.write(`warning: ${event.text}\n`);
    },
    close: () => {},
  };
}

function barConsole(stream: NodeJS.WriteStream): Display {
  const bar = new SingleBar({
    format: BAR_FORMAT,
    stream,
    barsize: 24,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1000, 0, { stage: 'starting', detail: '', left: '' });
  const say = (line: string) => {
    // The bar owns the current line: clear it, write above, let the next update draw it again.
    stream.write(`\r\u001b[2K${line}\n`);
  };
  return {
    listener(event) {
      if (event.type === 'stage-started') bar.update({ stage: event.stage, detail: '', left: '' });
      if (event.type === 'advanced') {
        bar.update(Math.round(event.fraction * 1000), {
          stage: event.stage,
          detail: amount(event.done, event.total, event.unit),
          left: event.etaSeconds === undefined ? '' : `${duration(event.etaSeconds)} left`,
        });
      }
      const line = eventLine(event);
      if (line) say(line);
    },
    close: () => bar.stop(),
  };
}

function plainConsole(stream: NodeJS.WriteStream, now: () => number): Display {
  let lastLine = 0;
  return {
    listener(event) {
      if (event.type === 'advanced') {
        if (now() - lastLine < PLAIN_INTERVAL_MS) return;
        lastLine = now();
        const eta = event.etaSeconds === undefined ? '' : `, ${duration(event.etaSeconds)} left`;
        const done = amount(event.done, event.total, event.unit);
        stream.write(`${event.stage}: ${done} (${Math.round(event.fraction * 100)} % of the run${eta})\n`);
        return;
      }
      const line = eventLine(event);
      if (line) stream.write(`${line}\n`);
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
