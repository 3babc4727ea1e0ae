import { describe, expect, test } from 'vitest';
import { createProgress, type ProgressEvent } from '../../../pipelines/progress/index.js';

const PLAN = [
  { stage: 'ingest', expectedSeconds: 1 },
  { stage: 'scan', expectedSeconds: 3 },
];

function recorded() {
  const events: ProgressEvent[] = [];
  let nowMs = 0;
  const progress = createProgress(
    PLAN,
    (event) => events.push(event),
    () => nowMs,
  );
  return { events, progress, wait: (ms: number) => (nowMs += ms) };
}

describe('progress', () => {
  test('the fraction weighs stages by the seconds they are expected to take', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(1000);
    progress.finish(10, 'rows');
    progress.start('scan');
    wait(1500);
    progress.advance(1, 2, 'symbols');
    const last = events[events.length - 1];
    expect(last).toMatchObject({ type: 'advanced', fraction: (1 + 1.5) / 4 });
  });

  test('a run half as fast as expected is estimated to stay so', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(2000);
    progress.finish(10, 'rows');
    progress.start('scan');
    progress.advance(0, 100, 'symbols');
    // One expected second took two, so the three that remain are estimated at six.
    expect(events[events.length - 1]).toMatchObject({ etaSeconds: 6 });
  });

  test('there is no estimate before there is anything to go by', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(100);
    progress.advance(1, 10, 'rows');
    expect(events[events.length - 1]).toMatchObject({ etaSeconds: undefined });
  });

  test('a sliver of work is nothing to go by, however long it took', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(4000);
    progress.advance(1, 1000, 'rows');
    expect(events[events.length - 1]).toMatchObject({ etaSeconds: undefined });
  });

  test('a stage of unknown size is estimated to go at the pace of those before it', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(2000);
    progress.finish(10, 'rows');
    progress.start('scan');
    wait(4000);
    progress.advance(7, undefined, 'steps');
    // Twice as slow as expected: six seconds for the scan, of which four are over.
    expect(events[events.length - 1]).toMatchObject({ fraction: 1 / 4, etaSeconds: 2 });
    wait(3000);
    progress.advance(8, undefined, 'steps');
    // A second later than estimated: nobody knows.
    expect(events[events.length - 1]).toMatchObject({ fraction: 1 / 4, etaSeconds: undefined });
  });

  test('a stage of unknown size claims no progress within itself', () => {
    const { events, progress, wait } = recorded();
    progress.start('ingest');
    wait(5000);
    progress.advance(1000, undefined, 'rows');
    expect(events[events.length - 1]).toMatchObject({ fraction: 0, etaSeconds: undefined });
  });

  test('only the first result is timed', () => {
    const { progress, wait } = recorded();
    wait(250);
    progress.firstResult('one');
    wait(1000);
    progress.firstResult('two');
    expect(progress.firstResultSeconds).toBe(0.25);
  });

  test('timings are kept in order', () => {
    const { progress, wait } = recorded();
    progress.start('ingest');
    wait(1200);
    progress.finish(7, 'rows');
    expect(progress.timings).toEqual([{ stage: 'ingest', seconds: 1.2, items: 7, unit: 'rows' }]);
  });
});
