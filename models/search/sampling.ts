import type { Random } from '../random/index.js';
import { checkSpace, pointKey, type SearchPoint, type SearchSpace, valueAt } from './search-space.js';

/** Draws in a row without a new point before a space counts as exhausted. */
const PATIENCE = 1000;

/**
 * Up to `count` different points, uniform over what the space admits: fewer when it holds no more.
 * @throws when the space is not valid.
 */
export function randomPoints(space: SearchSpace, count: number, random: Random): SearchPoint[] {
  checkSpace('randomPoints', space);
  const { parameters, admits } = space;
  const points = new Map<string, SearchPoint>();
  for (let misses = 0; points.size < count && misses < PATIENCE; ) {
    const point = Object.fromEntries(
      parameters.map((parameter) => [parameter.name, valueAt(parameter, random.uniform())]),
    );
    const key = pointKey(space, point);
    if ((admits === undefined || admits(point)) && !points.has(key)) {
      points.set(key, point);
      misses = 0;
    } else misses++;
  }
  return [...points.values()];
}

/**
 * A Latin hypercube: each parameter's range is cut into `count` slices and each slice is used once, so
 * even few points cover every parameter evenly (McKay, Beckman & Conover 1979, Technometrics 21).
 * Points that the space does not admit, or that fall on the same steps, are left out: the result may
 * be shorter than `count`.
 * @throws when the space is not valid.
 */
export function latinHypercube(space: SearchSpace, count: number, random: Random): SearchPoint[] {
  checkSpace('latinHypercube', space);
  const { parameters, admits } = space;
  const slices = parameters.map(() => random.permutation(count));
  const points = new Map<string, SearchPoint>();
  for (let k = 0; k < count; k++) {
    const point = Object.fromEntries(
      parameters.map((parameter, d) => [
        parameter.name,
        valueAt(parameter, (slices[d][k] + random.uniform()) / count),
      ]),
    );
    if (admits === undefined || admits(point)) points.set(pointKey(space, point), point);
  }
  return [...points.values()];
}
