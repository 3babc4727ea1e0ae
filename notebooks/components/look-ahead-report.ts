import { element } from './element.js';

/** What the look-ahead detector found, or that it found nothing, and how far that can be believed. */
export function lookAheadReport({
  symbol,
  findings,
  cuts,
}: {
  readonly symbol: string;
  readonly findings: readonly string[];
  readonly cuts: number;
}): HTMLElement {
  if (findings.length === 0) {
    return element(
      'p',
      { class: 'note' },
      `No use of the future was found on ${symbol}: with the bars after each of ${cuts} moments removed, and changed, everything up to them stayed the same. What peeks only rarely may escape.`,
    );
  }
  return element(
    'div',
    { class: 'warning', role: 'alert' },
    element('p', {}, 'This strategy uses the future: its results cannot be had.'),
    element('ul', {}, ...findings.map((sentence) => element('li', {}, sentence))),
  );
}
