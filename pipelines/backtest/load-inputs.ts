import type { Database } from '../store/index.js';
import { type InputOptions, openInputs } from './input-source.js';
import type { LoadedInputs } from './read-inputs.js';

/**
 * Loads the bars of some symbols, adjusted, with benchmark and labels.
 * @throws as `openInputs`.
 */
export async function loadInputs(database: Database, options: InputOptions): Promise<LoadedInputs> {
  return (await openInputs(database, options)).load();
}
