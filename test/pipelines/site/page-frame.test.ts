import { expect, test } from 'vitest';
import {
  EMPTY_FRAME,
  type PageFrame,
  pageFrame,
  type RunFacts,
  renderPageHeader,
} from '../../../pipelines/site/index.js';
import { fillFrame } from '../../../pipelines/site/page-frame.js';

const FACTS: RunFacts = {
  runId: 'run-1',
  previousRunId: null,
  asOf: '2018-02-07',
  finishedAt: '2018-02-07T06:00:00Z',
  source: 'csv: <b>prices</b>.csv',
  isSynthetic: false,
  dataHash: '0123456789abcdef',
  codeVersion: 'a91be2',
  seed: 1,
  regime: 'up_quiet',
  trials: 41,
  symbols: 505,
  scanned: 505,
  failed: 0,
  delisted: 0,
  rowsRead: 619_040,
  rowsAccepted: 619_029,
  rowsRejected: 11,
  rowsFlagged: 96,
  firstDate: '2013-02-08',
  lastDate: '2018-02-07',
  benchmark: null,
  cache: null,
};

test('the trust block states what every number rests on', () => {
  const footer = pageFrame(FACTS).trust;
  for (const text of [
    '2018-02-07',
    '0123456789ab',
    'a91be2',
    'run-1',
    '619,040 read, 11 rejected, 96 flagged',
    '41',
  ]) {
    expect(footer).toContain(text);
  }
  expect(footer).toContain('505 symbols, none delisted: a universe of survivors');
});

test('text from the data is never markup', () => {
  expect(pageFrame(FACTS).trust).toContain('csv: &lt;b&gt;prices&lt;/b&gt;.csv');
});

test('a synthetic market is called so above and below the page, and only then', () => {
  expect(renderPageHeader(pageFrame(FACTS), '/scan')).not.toContain('SYNTHETIC');
  const synthetic = { ...FACTS, isSynthetic: true };
  expect(renderPageHeader(pageFrame(synthetic), '/scan')).toContain('<strong>SYNTHETIC</strong>');
  expect(pageFrame(synthetic).trust).toContain('(SYNTHETIC)');
});

test('the navigation marks the page one is on', () => {
  expect(renderPageHeader(pageFrame(FACTS), '/scan').match(/aria-current="page"/g)).toHaveLength(1);
});

test('a run put into an empty frame reads as if it had been there from the start, whatever is in its words', () => {
  const facts = { ...FACTS, source: `csv: $& O'Neil "old" <b>\u00a0 & co.csv` };
  const whole = (frame: PageFrame) => `${renderPageHeader(frame, '/scan')}<main></main>${frame.trust}`;
  expect(fillFrame(whole(EMPTY_FRAME), pageFrame(facts))).toBe(whole(pageFrame(facts)));
  expect(pageFrame(facts).trust).toContain(`$&amp; O'Neil "old" &lt;b&gt;&nbsp; &amp; co.csv`);
});

test('a page without a place for the run is an error that names the place', () => {
  expect(() => fillFrame('<main></main>', pageFrame(FACTS))).toThrow('the page has no <!--technic:mark-->');
});
