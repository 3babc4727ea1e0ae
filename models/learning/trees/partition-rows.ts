import type { TreeWorkspace } from './tree-workspace.js';

/** Room for the rows of a right child while a node is divided; as long as all rows of a tree. */
export interface PartitionScratch {
  readonly order: Uint32Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Room to divide nodes of at most so many rows. */
export function createPartitionScratch(rows: number): PartitionScratch {
  return {
    order: new Uint32Array(rows),
    gradient: new Float64Array(rows),
    hessian: new Float64Array(rows),
  };
}

/**
 * Moves the rows of a node so that the left child's come first, each side in its old order.
 *
 * @returns where in `workspace.order` the right child's rows begin.
 */
export function partitionRows(
  workspace: TreeWorkspace,
  scratch: PartitionScratch,
  from: number,
  to: number,
  feature: number,
  bin: number,
  isMissingLeft: boolean,
): number {
  const { order, gradient, hessian } = workspace;
  const codes = workspace.bins.codes[feature];
  const missing = isMissingLeft ? workspace.bins.missingCode : -1;
  const heldOrder = scratch.order;
  const heldGradient = scratch.gradient;
  const heldHessian = scratch.hessian;
  let left = from;
  let held = 0;
  for (let i = from; i < to; i++) {
    const row = order[i];
    const code = codes[row];
    if (code <= bin || code === missing) {
      order[left] = row;
      gradient[left] = gradient[i];
      hessian[left] = hessian[i];
      left++;
    } else {
      heldOrder[held] = row;
      heldGradient[held] = gradient[i];
      heldHessian[held] = hessian[i];
      held++;
    }
  }
  order.set(heldOrder.subarray(0, held), left);
  gradient.set(heldGradient.subarray(0, held), left);
  hessian.set(heldHessian.subarray(0, held), left);
  return left;
}
