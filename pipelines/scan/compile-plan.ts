import { compile, type Program } from '../../models/expressions/index.js';
import type { ScanPlan } from './scan-plan.js';

/** Compiles a plan's sources, all together, so that what they share is computed once. */
export function compilePlan(plan: ScanPlan): Program {
  return compile(plan.sources, { definitions: plan.definitions, parameters: plan.parameters });
}
