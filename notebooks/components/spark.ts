import { svgElement } from './element.js';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters of a spark (A lowest, 9 highest) as numbers from 0 to 1. */
function sparkValues(text: string): number[] {
  return Array.from(text, (letter) => LETTERS.indexOf(letter) / (LETTERS.length - 1));
}

/** A small line of the last closes, the last one marked. Decoration beside the number that says it. */
export function spark(text: string, width = 84, height = 20): SVGSVGElement {
  return sparkLine(sparkValues(text), width, height);
}

/** The same for values from 0 to 1. */
export function sparkLine(values: readonly number[], width: number, height: number): SVGSVGElement {
  const x = (i: number) => 1 + (i * (width - 4)) / Math.max(1, values.length - 1);
  const y = (value: number) => 2 + (1 - value) * (height - 4);
  const line = values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  const last = values.length - 1;
  return svgElement(
    'svg',
    { class: 'spark', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': true },
    svgElement('path', { d: line.join('') }),
    last >= 0 && svgElement('circle', { cx: x(last), cy: y(values[last]), r: 1.6 }),
  );
}
