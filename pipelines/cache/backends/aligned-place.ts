/**
 * A place where bytes start on a multiple of 8, used again for each value; those that do already stay where
 * they are.
 */
export function createAlignedPlace(): (bytes: Uint8Array) => Uint8Array {
  let place = new Uint8Array(0);
  return (bytes) => {
    if (bytes.byteOffset % 8 === 0) return bytes;
    if (place.length < bytes.length) place = new Uint8Array(2 * bytes.length);
    place.set(bytes);
    return place.subarray(0, bytes.length);
  };
}
