/**
 * Population variances and covariance of two series over the last `period` bars, as a resumable stage.
 * Uses memory[at]. Each window is summed afresh around its means.
 */
export function rollingComoments(
  x: Float64Array,
  y: Float64Array,
  varianceX: Float64Array,
  varianceY: Float64Array,
  covariance: Float64Array,
  from: number,
  to: number,
  period: number,
  memory: Float64Array,
  at: number,
): void {
  let count = memory[at];
  for (let i = from; i < to; i++) {
    const lastX = x[i];
    const lastY = y[i];
    count = lastX - lastX + lastY - lastY === 0 ? count + 1 : 0;
    if (count < period) {
      varianceX[i] = Number.NaN;
      varianceY[i] = Number.NaN;
      covariance[i] = Number.NaN;
      continue;
    }
    const start = i - period + 1;
    let driftX = 0;
    let driftY = 0;
    for (let j = start; j <= i; j++) {
      driftX += x[j] - lastX;
      driftY += y[j] - lastY;
    }
    const meanX = driftX / period;
    const meanY = driftY / period;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let j = start; j <= i; j++) {
      const dx = x[j] - lastX - meanX;
      const dy = y[j] - lastY - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    varianceX[i] = xx / period;
    varianceY[i] = yy / period;
    covariance[i] = xy / period;
  }
  memory[at] = count;
}
