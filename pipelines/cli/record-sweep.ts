import { toProblem } from '../errors/index.js';
import { type Study, storeSweep, type TriesDoubt, withResearch } from '../research/index.js';
import type { Doubt, SweepTable } from '../search/index.js';
import type { Workspace } from '../workspace/index.js';

/**
 * Puts a sweep on record. A result that cannot be stored is still a result: undefined is returned, with a
 * warning on stderr.
 */
export async function recordSweep(
  workspace: Workspace,
  study: Study,
  table: SweepTable,
  doubt: Doubt,
): Promise<TriesDoubt | undefined> {
  const { best, sharpe, sharpes, shape, deflated, overfitting, realityCheck, walkForward, cpcv } = doubt;
  try {
    return await withResearch(workspace, (research) =>
      storeSweep(research, study, {
        figures: table.figures,
        sharpes,
        best,
        ...shape,
        doubt: {
          bestParameters: table.combinations[best],
          sharpe,
          deflatedSharpe: deflated.dsr,
          probabilityOfOverfitting: overfitting,
          realityCheck,
          walkForward,
          cpcv,
        },
      }),
    );
  } catch (error) {
    const { message, suggestion } = toProblem(error);
    process.stderr.write(`warning: the sweep was not stored: ${message}\n  ${suggestion ?? ''}\n`);
    return undefined;
  }
}
