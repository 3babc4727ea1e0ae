export { findStrategy, strategies } from './catalogue.js';
export type {
  CodeStrategy,
  ParameterValues,
  RuleStrategy,
  Strategy,
  StrategyParameter,
  StrategyRules,
} from './strategy.js';
export { resolveParameters } from './strategy.js';
export { strategyTemplate } from './template.js';
