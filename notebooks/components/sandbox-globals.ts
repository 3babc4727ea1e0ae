/** What ECMAScript itself gives: everything else of a worker is taken away. */
const KEPT: ReadonlySet<PropertyKey> = new Set([
  'globalThis',
  'Infinity',
  'NaN',
  'undefined',
  'Object',
  'Function',
  'Array',
  'Number',
  'Boolean',
  'String',
  'Symbol',
  'BigInt',
  'Date',
  'Promise',
  'RegExp',
  'Error',
  'AggregateError',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
  'JSON',
  'Math',
  'Intl',
  'ArrayBuffer',
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'Proxy',
  'Reflect',
  'Iterator',
  'FinalizationRegistry',
  'parseFloat',
  'parseInt',
  'isFinite',
  'isNaN',
  'decodeURI',
  'decodeURIComponent',
  'encodeURI',
  'encodeURIComponent',
  'constructor',
]);

/**
 * Takes from a worker's global object, and from the prototypes behind it, everything that is not of the
 * language: fetch, XMLHttpRequest, WebSocket, importScripts, indexedDB, caches, Worker, navigator,
 * timers, postMessage and whatever a browser may yet add, for the list says what stays. `eval` and
 * `Function` stay forbidden by the page's content policy, which a worker made from a blob inherits.
 * @returns names that the browser would not give up.
 */
export function sealGlobals(root: object): PropertyKey[] {
  const kept: PropertyKey[] = [];
  for (let holder = root; holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of Reflect.ownKeys(holder)) {
      if (typeof name === 'symbol' || KEPT.has(name)) continue;
      if (!Reflect.deleteProperty(holder, name)) kept.push(name);
    }
  }
  return kept;
}
