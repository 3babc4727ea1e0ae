import { checkSpace, type SearchPoint, type SearchSpace, stepCount, steppedValue } from './search-space.js';

/**
 * Every combination of the parameters' steps that the space admits, the last parameter turning fastest.
 * @throws for a continuous parameter, or when there would be more than `limit` combinations (before
 * `admits`; default a million), with the number.
 */
export function gridPoints(space: SearchSpace, limit = 1_000_000): SearchPoint[] {
  checkSpace('gridPoints', space);
  const { parameters, admits } = space;
  let total = 1;
  for (const parameter of parameters) {
    const count = stepCount(parameter);
    if (!Number.isFinite(count)) {
      throw new Error(`gridPoints: "${parameter.name}" is continuous; give it a step, or search at random`);
    }
    total *= count;
  }
  if (total > limit) {
    throw new Error(
      `gridPoints: ${total} combinations, at most ${limit}; widen the steps, or search at random`,
    );
  }
  const points: SearchPoint[] = [];
  const at = parameters.map(() => 0);
  for (let k = 0; k < total; k++) {
    const point = Object.fromEntries(
      parameters.map(({ name, min, step = 1 }, d) => [name, steppedValue(min, step, at[d])]),
    );
    if (admits === undefined || admits(point)) points.push(point);
    for (let d = parameters.length - 1; d >= 0; d--) {
      at[d]++;
      if (at[d] < stepCount(parameters[d])) break;
      at[d] = 0;
    }
  }
  return points;
}
