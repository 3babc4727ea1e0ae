export { defineConfig, loadConfig, parseConfig } from './load-config.js';
export type { Config, ConfigInput, NamedScan } from './schema.js';
