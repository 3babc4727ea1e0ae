/**
 * Weight of a row by its age: 1 on the newest session, halved every `halfLife` sessions before.
 *
 * @param session session number per row; the newest is the largest.
 * @param halfLife above 0; Infinity weighs all ages alike.
 */
export function timeDecay(
  session: Int32Array,
  halfLife: number,
  output: Float64Array = new Float64Array(session.length),
): Float64Array {
  if (!(halfLife > 0)) throw new Error(`timeDecay: halfLife must be above 0, was ${halfLife}`);
  const newest = session.reduce((most, t) => Math.max(most, t), -Infinity);
  for (let i = 0; i < session.length; i++) output[i] = 0.5 ** ((newest - session[i]) / halfLife);
  return output;
}
