import type { TreeModel } from '../trees/tree-model.js';

/** Share of each feature in the total gain of all splits; sums to 1, or is all 0 without a split. */
export function gainImportance(model: TreeModel): Float64Array {
  const gain = new Float64Array(model.features);
  let total = 0;
  for (let node = 0; node < model.feature.length; node++) {
    if (model.feature[node] < 0) continue;
    gain[model.feature[node]] += model.gain[node];
    total += model.gain[node];
  }
  return total > 0 ? gain.map((value) => value / total) : gain;
}
