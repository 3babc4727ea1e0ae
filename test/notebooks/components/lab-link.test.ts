import { expect, test } from 'vitest';
import {
  choiceName,
  choiceOfState,
  labRunAddress,
  pinsOfText,
  pinsText,
  queryOfChoice,
} from '../../../notebooks/components/lab-link.js';
import { packText, unpackText } from '../../../notebooks/components/packed-text.js';
import { sweepOfText, sweepText } from '../../../notebooks/components/sweep-link.js';
import { strategies } from '../../../models/strategies/index.js';

const read = (query: string) => choiceOfState(new URLSearchParams(query), strategies, 'AAA');

test('a run survives the way into an address and back', () => {
  const runs = [
    read('strategy=sma-cross&p.fast=12&s=BBB&cost=3'),
    read('s=ALL&entry=rsi(2)%20%3C%2010&exit=rsi(2)%20%3E%2060&hold=5'),
    read(''),
  ];
  for (const run of runs) expect(read(queryOfChoice(run))).toEqual(run);
  expect(runs[0]).toMatchObject({ strategy: 'sma-cross', symbol: 'BBB', costBps: 3 });
  expect(runs[0].parameters).toMatchObject({ fast: 12, slow: 30 });
  expect(runs[1].scope).toBe('all');
  expect(read('s=ALL&on=one')).toMatchObject({ scope: 'one', symbol: 'ALL' });
  expect(labRunAddress(runs[0])).toMatch(/^\.\/lab\?strategy=sma-cross/);
});

test('what an address gets wrong falls back to the strategy\u2019s own values', () => {
  expect(read('strategy=nope&p.fast=9999&cost=-4')).toMatchObject({
    strategy: 'sma-cross',
    parameters: { fast: 10, slow: 30 },
    costBps: 10,
  });
});

test('a run is named by what it is', () => {
  expect(choiceName(read('strategy=sma-cross&s=BBB'))).toBe('sma-cross, fast 10, slow 30, on BBB at 10 bps');
  expect(choiceName(read('entry=close%20%3E%201&s=ALL'))).toBe('close > 1, on the universe at 10 bps');
});

test('pins go into one value of the address and come out again', () => {
  const queries = ['strategy=a&s=B', 'entry=close+%3E+1'];
  expect(pinsOfText(pinsText(queries))).toEqual(queries);
  expect(pinsOfText(null)).toEqual([]);
});

test('packed text comes out as it went in; what is cut short is refused', async () => {
  const text = 'export const a = 1; // \u2026 '.repeat(40);
  const packed = await packText(text);
  expect(packed).toMatch(/^[\w-]+$/);
  expect(packed.length).toBeLessThan(200);
  expect(await unpackText(packed)).toBe(text);
  await expect(unpackText(packed.slice(0, 20))).rejects.toThrow('cannot be read');
  await expect(unpackText(await packText('x'.repeat(200_000)))).rejects.toThrow('cannot be read');
});

test('a sweep survives the way into an address and back; what is no sweep is none', () => {
  const text = 'fast:5:50:10,slow:20.5:200:10,4';
  const sweep = sweepOfText(text);
  expect(sweep).toEqual({
    ranges: [
      { name: 'fast', from: 5, to: 50, steps: 10 },
      { name: 'slow', from: 20.5, to: 200, steps: 10 },
    ],
    symbols: 4,
  });
  expect(sweep && sweepText(sweep)).toBe(text);
  const others = [null, '', 'fast:5:50:10', 'fast:5:50:10,slow:1:2,4', 'a:1:2:x,b:1:2:3,4', `${text},5`];
  for (const other of others) expect(sweepOfText(other)).toBeUndefined();
});
