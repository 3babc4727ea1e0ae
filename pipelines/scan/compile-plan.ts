import { compile, ExpressionError, type Program } from '../../models/expressions/index.js';
import type { ScanPlan } from './scan-plan.js';

/**
 * The benchmark is a late column: where it is the mean of the universe it changes whenever any symbol does, and
 * what has been computed without it shall outlive that.
 */
const LATE_COLUMNS = ['benchmark_close'];

/**
 * Compiles a plan's sources, all together, so that what they share is computed once.
 * @throws ExpressionError that names the source; also for a condition that is a number, which nothing meets.
 */
export function compilePlan(plan: ScanPlan): Program {
  const { definitions, parameters } = plan;
  const program = compile(plan.sources, { definitions, parameters, lateColumns: LATE_COLUMNS });
  const types = new Map(program.outputs.map(({ name, type }) => [name, type]));
  for (const { conditionOutput, where } of plan.scans) {
    if (types.get(conditionOutput) === 'boolean') continue;
    throw new ExpressionError(
      'a condition is true or false, and this is a number: compare it, as in "… > 0"',
      {
        start: 0,
        end: where.length,
        source: conditionOutput,
      },
    );
  }
  return program;
}
