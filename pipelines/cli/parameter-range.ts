import { Problem } from '../errors/index.js';

/** A parameter's values: from `min` to `max` in steps. */
export interface ParameterRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const NUMBER = '-?(?:\\d+\\.?\\d*|\\.\\d+)(?:e-?\\d+)?';
const RANGE = new RegExp(`^([a-zA-Z_]\\w*)=(${NUMBER})(?::(${NUMBER})(?::(${NUMBER}))?)?$`);

/** `fast=5:50:5` from, to, step; `fast=10` a single value. @throws Problem when written otherwise. */
export function parseRange(text: string): ParameterRange {
  const match = RANGE.exec(text);
  if (!match)
    throw new Problem('usage', `--param is written name=from:to:step, was "${text}"`, {
      suggestion: 'For example: --param fast=5:50:5',
    });
  const [, name, from, to, by] = match;
  const min = Number(from);
  const max = to === undefined ? min : Number(to);
  const step = by === undefined ? max - min || 1 : Number(by);
  if (max < min || !(step > 0)) {
    throw new Problem('usage', `--param ${text}: a range goes up, by a step above 0`, {
      suggestion: 'For example: --param fast=5:50:5',
    });
  }
  return { name, min, max, step };
}
