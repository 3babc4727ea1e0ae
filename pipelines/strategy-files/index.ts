export { importStrategyCode } from './strategy-code.js';
export type { FileStrategy } from './strategy-file.js';
export {
  loadStrategyFile,
  OWN_STRATEGIES,
  ownStrategies,
  strategyDefinition,
  strategyFile,
} from './strategy-file.js';
