import {
  forwardReturn,
  marketRelativeReturn,
  tripleBarrier,
  volatilityScaledReturn,
} from '../../models/labels/index.js';
import { Problem } from '../errors/index.js';

/** What a label's name says: see `trainOptionsSchema`. */
export interface LabelKind {
  readonly name: string;
  readonly kind: 'fwd' | 'market' | 'sector' | 'scaled' | 'barrier';
  /** Bars ahead. */
  readonly horizon: number;
}

/** Width of both barriers, in standard deviations of the horizon's return. */
const BARRIER = 1.5;

/** @throws Problem when the text names no label. */
export function parseLabel(label: string): LabelKind {
  const match = /^(fwd|market|sector|scaled|barrier)([1-9]\d{0,2})$/.exec(label);
  if (!match) {
    throw new Problem('usage', `unknown label "${label}"`, {
      suggestion: 'A label is fwd, market, sector, scaled or barrier and a horizon in bars, such as fwd10.',
    });
  }
  return { name: label, kind: match[1] as LabelKind['kind'], horizon: Number(match[2]) };
}

/**
 * The label of one symbol on each bar, before what needs the other symbols: a sector label is still the plain
 * forward return. NaN where unknown. May be `forward` itself.
 * @param volatility standard deviation of one-bar returns, known at each bar's close.
 */
export function symbolLabel(
  { kind, horizon }: LabelKind,
  close: Float64Array,
  forward: Float64Array,
  benchmarkClose: Float64Array,
  volatility: Float64Array,
): Float64Array {
  switch (kind) {
    case 'fwd':
    case 'sector':
      return forward;
    case 'market':
      return marketRelativeReturn(forward, forwardReturn(benchmarkClose, horizon));
    case 'scaled':
      return volatilityScaledReturn(forward, volatility, horizon);
    case 'barrier': {
      const expected = volatility.map((sd) => sd * Math.sqrt(horizon));
      return tripleBarrier(close, expected, { horizon, profit: BARRIER, loss: BARRIER }).label;
    }
  }
}
