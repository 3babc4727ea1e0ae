import type { AccessLog } from './access-log.js';

/**
 * Exact byte stack distances: for each access, the bytes of the distinct objects used since the object's
 * last access, itself included; Infinity at the first. A least-recently-used cache of C bytes hits exactly
 * the accesses whose distance is at most C (Mattson, Gecsei, Slutz and Traiger, 1970, IBM Systems Journal 9);
 * an object larger than the cache empties it. An object counts with its size at its latest access.
 * O(n log n), with a Fenwick tree over the accesses (Olken, 1981).
 */
export function stackDistances(log: Pick<AccessLog, 'object' | 'bytes'>): Float64Array {
  const { object, bytes } = log;
  const n = object.length;
  const distances = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const tree = new Float64Array(n + 1);
  const last = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const previous = last.get(object[i]);
    if (previous !== undefined) {
      distances[i] = prefixSum(tree, i) - prefixSum(tree, previous + 1) + bytes[i];
      add(tree, previous, -bytes[previous]);
    }
    add(tree, i, bytes[i]);
    last.set(object[i], i);
  }
  return distances;
}

/** Sum of the first `count` values. */
function prefixSum(tree: Float64Array, count: number): number {
  let sum = 0;
  for (let k = count; k > 0; k -= k & -k) sum += tree[k];
  return sum;
}

function add(tree: Float64Array, index: number, value: number): void {
  for (let k = index + 1; k < tree.length; k += k & -k) tree[k] += value;
}
