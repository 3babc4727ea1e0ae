import { element, svgElement } from './element.js';
import { compact, count } from './number-format.js';
import type { Domain } from './scan-domain.js';
import type { Range } from './scan-crossfilter.js';

export const BRUSH_BINS = 42;
const WIDTH = 260;
const HEIGHT = 30;
/** Half a handle: the picture is inset by it, so that a handle stands on its value. */
const INSET = 4;
/** A pointer that moved less than this has clicked, not dragged. */
const CLICK = 3;

export interface BrushOptions {
  /** What is distributed; in words for the accessible names. */
  readonly label: string;
  readonly domain: Domain;
  /** Called with every move, at most once a frame; undefined once the brush is let go. */
  onRange(range: Range | undefined): void;
}

export interface Brush {
  readonly element: HTMLElement;
  /** The distribution of all rows and of those that pass every other filter; a table says the same. */
  draw(totals: Int32Array, counts: Int32Array): void;
  /** Puts the handles; `isSet` tells a brush from the range that stands without one. */
  place(range: Range, isSet: boolean): void;
}

/**
 * A histogram with a brush on it: drag across it, drag the brush itself, or move its two handles, which are
 * range inputs and take the arrow keys. A click outside the handles lets go.
 */
export function brush({ label, domain, onRange }: BrushOptions): Brush {
  const { low, high, step } = domain;
  const all = svgElement('path', { class: 'all' });
  const passing = svgElement('path', { class: 'passing' });
  const window = svgElement('rect', { class: 'window', y: 0, height: HEIGHT });
  const picture = svgElement(
    'svg',
    { class: 'histogram', width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' },
    window,
    all,
    passing,
  );
  const handle = (end: 'from' | 'to') =>
    element('input', { type: 'range', min: low, max: high, step, 'aria-label': `brush ${label} ${end}` });
  const handles = [handle('from'), handle('to')] as const;
  const state = { range: [low, high] as Range, frame: 0 };

  const show = () => {
    const [from, to] = state.range;
    const [start, end] = [Math.max(low, from), Math.min(high, to)];
    handles[0].value = String(start);
    handles[1].value = String(end);
    handles[0].setAttribute('aria-valuetext', from <= low ? 'no lower end' : compact(from));
    handles[1].setAttribute('aria-valuetext', to >= high ? 'no upper end' : compact(to));
    window.setAttribute('x', x(start).toFixed(1));
    window.setAttribute('width', Math.max(1, x(end) - x(start)).toFixed(1));
  };
  const x = (value: number) => INSET + ((value - low) / (high - low)) * (WIDTH - 2 * INSET);
  const move = (from: number, to: number) => {
    // At an end of the picture the tail beyond it belongs to the brush.
    const [start, end] = from <= to ? [from, to] : [to, from];
    state.range = [
      start <= low ? Number.NEGATIVE_INFINITY : start,
      end >= high ? Number.POSITIVE_INFINITY : end,
    ];
    if (state.frame !== 0) return;
    state.frame = requestAnimationFrame(() => {
      state.frame = 0;
      show();
      onRange(state.range);
    });
  };
  for (const input of handles) {
    input.addEventListener('input', () => move(Number(handles[0].value), Number(handles[1].value)));
  }
  listenForDrag(picture, {
    valueAt: (place) => {
      const share = (place - INSET) / (WIDTH - 2 * INSET);
      return Math.max(low, Math.min(high, low + Math.round((share * (high - low)) / step) * step));
    },
    bounds: () => [Math.max(low, state.range[0]), Math.min(high, state.range[1])],
    domain,
    move,
    letGo: () => onRange(undefined),
  });
  return {
    element: element('div', { class: 'brush' }, picture, ...handles),
    draw(totals, counts) {
      const tallest = Math.max(1, ...totals);
      all.setAttribute('d', bars(totals, tallest));
      passing.setAttribute('d', bars(counts, tallest));
      const n = counts.reduce((sum, value) => sum + value, 0);
      picture.setAttribute(
        'aria-label',
        `distribution of ${label} from ${compact(low)} to ${compact(high)}: ${count(n)} pass everything else`,
      );
    },
    place(range, isSet) {
      if (state.frame !== 0) return;
      state.range = range;
      picture.classList.toggle('set', isSet);
      show();
    },
  };
}

interface Drag {
  readonly domain: Domain;
  valueAt(place: number): number;
  bounds(): Range;
  move(from: number, to: number): void;
  letGo(): void;
}

function listenForDrag(picture: SVGSVGElement, drag: Drag): void {
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { left } = picture.getBoundingClientRect();
    const start = event.clientX - left;
    const anchor = drag.valueAt(start);
    const [from, to] = drag.bounds();
    const { low, high } = drag.domain;
    const isInside = picture.classList.contains('set') && anchor > from && anchor < to;
    let hasMoved = false;
    const follow = ({ clientX }: PointerEvent) => {
      hasMoved ||= Math.abs(clientX - event.clientX) >= CLICK;
      if (!hasMoved) return;
      const value = drag.valueAt(clientX - left);
      const shift = Math.max(low - from, Math.min(high - to, value - anchor));
      if (isInside) drag.move(from + shift, to + shift);
      else drag.move(anchor, value);
    };
    picture.setPointerCapture(event.pointerId);
    picture.addEventListener('pointermove', follow);
    picture.addEventListener(
      'lostpointercapture',
      () => {
        picture.removeEventListener('pointermove', follow);
        if (!hasMoved) drag.letGo();
      },
      { once: true },
    );
    event.preventDefault();
  });
}

/** All bars as one path. */
function bars(counts: Int32Array, tallest: number): string {
  const width = (WIDTH - 2 * INSET) / counts.length;
  let path = '';
  for (let b = 0; b < counts.length; b++) {
    if (counts[b] === 0) continue;
    const size = Math.max(1, (counts[b] / tallest) * HEIGHT);
    path += `M${(INSET + b * width).toFixed(1)},${HEIGHT}v${(-size).toFixed(1)}h${(width - 1).toFixed(1)}v${size.toFixed(1)}z`;
  }
  return path;
}
