export { defineConfig } from './define-config.js';
export { loadConfig, parseConfig } from './load-config.js';
export type { PromotionRule, RetrainRule } from './model-rules.js';
export { promotionRuleSchema, retrainRuleSchema } from './model-rules.js';
export type { Config, ConfigInput, NamedScan } from './schema.js';
