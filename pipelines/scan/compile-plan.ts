import { compile, ExpressionError, type Program } from '../../models/expressions/index.js';
import type { ScanPlan } from './scan-plan.js';

/**
 * Compiles a plan's sources, all together, so that what they share is computed once.
 * @throws ExpressionError that names the source; also for a condition that is a number, which nothing meets.
 */
export function compilePlan(plan: ScanPlan): Program {
  const program = compile(plan.sources, { definitions: plan.definitions, parameters: plan.parameters });
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
