/**
 * Accesses to a cache in order of time, as columns of equal length. `object` numbers the distinct objects
 * from 0; `time` is epoch milliseconds; `cost` is what computing the object takes, in any one unit.
 */
export interface AccessLog {
  readonly object: Int32Array;
  readonly bytes: Float64Array;
  readonly time: Float64Array;
  readonly cost: Float64Array;
}

/** Objects numbered in the order of their first appearance, from any number that identifies them. */
export function numberObjects(ids: ArrayLike<number>): Int32Array {
  const numbers = new Map<number, number>();
  const object = new Int32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    let number = numbers.get(ids[i]);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(ids[i], number);
    }
    object[i] = number;
  }
  return object;
}
