import { defineConfig } from '../pipelines/config/index.js';
import config from '../technic.config.js';

/**
 * The project's own config without what takes longest: no model is trained, and one strategy runs. Tests
 * about something else run their nights on it; tests of models and strategies name the whole config.
 */
export default defineConfig({
  ...config,
  strategies: config.strategies?.slice(0, 1),
  models: { trainDefault: false },
});
