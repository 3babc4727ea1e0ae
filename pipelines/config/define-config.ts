import type { ConfigInput } from './schema.js';

/** Gives the config file its types; returns its argument. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}
