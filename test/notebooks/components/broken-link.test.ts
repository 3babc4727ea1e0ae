import { describe, expect, test } from 'vitest';
import { strategies } from '../../../models/strategies/index.js';
import { linkFaults } from '../../../notebooks/components/broken-link.js';
import { labLinkChecks } from '../../../notebooks/components/lab-link-checks.js';
import { stateOfChoice } from '../../../notebooks/components/lab-link.js';
import { scanLinkChecks } from '../../../notebooks/components/scan-link-checks.js';
import { RESULTS, TONIGHT } from './snapshot-samples.js';

const run = { scans: TONIGHT.scans, facts: TONIGHT.facts };
const columns = ['symbol', 'score', 'rsi_2'];
const ready = strategies.filter(({ kind }) => kind === 'rules');

function scanFaults(query: string): string[] {
  const checks = scanLinkChecks(RESULTS, run, columns);
  return linkFaults(new URLSearchParams(query), checks).map(({ key, words }) => `${key}: ${words}`);
}

function labFaults(query: string): string[] {
  const state = new URLSearchParams(query);
  const checks = labLinkChecks(state, ready, ['own rules', 'typescript']);
  return linkFaults(state, checks).map(({ key, words }) => `${key}: ${words}`);
}

describe('a link to the Scan page', () => {
  test.each([
    'scan=oversold&sector=Energy&side=short&day=2013-02-08&sort=-rsi_2&columns=symbol.score&dist=score.rsi_2',
    'asof=1999-12-31&constructor=1&__proto__=2&toString=3&hasOwnProperty.x=4',
    'sector=unknown&b.rsi_2=..30&dist=none&rule=anything&q=aa&utm_source=mail&day=2018-02-07&scan=',
  ])('%s can be used whole', (query) => {
    expect(scanFaults(query)).toEqual([]);
  });

  test.each([
    ['scan=gone', 'scan: there is no named scan \u201cgone\u201d'],
    ['sector=%3Cb%3E', 'sector: there is no sector \u201c<b>\u201d'],
    ['side=up', 'side: there is no side \u201cup\u201d'],
    ['day=yesterday', 'day: \u201cyesterday\u201d is no date, such as 2018-02-07'],
    ['day=2018-13-01', 'day: \u201c2018-13-01\u201d is no date, such as 2018-02-07'],
    ['asof=%3Cscript%3E', 'asof: \u201c<script>\u201d is no date, such as 2018-02-07'],
    ['day=1990-01-01', 'day: 1990-01-01 is before the first session, 2013-02-08'],
    ['day=2030-01-01', 'day: 2030-01-01 is after the last session, 2018-02-07'],
    ['sort=-nope', 'sort: there is no column \u201cnope\u201d'],
    ['columns=symbol.old_1.old_2', 'columns: there is no column \u201cold_1\u201d, \u201cold_2\u201d'],
    ['dist=score.__proto__', 'dist: there is no column \u201c__proto__\u201d'],
    ['b.score=abc', 'b.score: \u201cabc\u201d is no range, such as 10..30'],
  ])('%s says what is wrong', (query, words) => {
    expect(scanFaults(query)).toEqual([words]);
  });

  test('a text that came with it is not repeated without end', () => {
    expect(scanFaults(`scan=${'x'.repeat(50_000)}`)[0].length).toBeLessThan(100);
  });
});

describe('a link to the Lab', () => {
  test('that the Lab made itself can be used whole', () => {
    for (const { name, parameters } of ready) {
      const values = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));
      const head = { scope: 'all', symbol: 'AAA', costBps: 10 } as const;
      const state = Object.entries(stateOfChoice({ ...head, strategy: name, parameters: values }));
      const query = new URLSearchParams(state.flatMap(([key, text]) => (text === null ? [] : [[key, text]])));
      expect(labFaults(query.toString()), name).toEqual([]);
    }
    expect(labFaults('strategy=typescript&p.period=22&entry=&cost=0')).toEqual([]);
    expect(labFaults('entry=close+%3E+1&hold=5&p.left=over')).toEqual([]);
  });

  test.each([
    [
      'strategy=gone&p.fast=3',
      'strategy: there is no strategy \u201cgone\u201d; p.fast: it belongs to \u201cgone\u201d',
    ],
    ['on=both', 'on: there is no choice \u201cboth\u201d'],
    ['cost=-1', 'cost: \u201c-1\u201d is no number from 0 to 500'],
    ['cost=1e999', 'cost: \u201c1e999\u201d is no number from 0 to 500'],
    ['p.fast=900', 'p.fast: \u201c900\u201d is no number from 1 to 200'],
    ['p.fast=2.5', 'p.fast: \u201c2.5\u201d is no whole number'],
    ['p.width=3', 'p.width: sma-cross has no such parameter'],
    ['pins=strategy%3Dgone', 'pins: there is no strategy \u201cgone\u201d'],
    ['sweep=1:2', 'sweep: \u201c1:2\u201d is no sweep'],
  ])('%s says what is wrong', (query, words) => {
    expect(labFaults(query).join('; ')).toBe(words);
  });
});
