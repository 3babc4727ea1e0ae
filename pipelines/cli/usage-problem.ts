import { Problem } from '../errors/index.js';

/** A fault in a parameter or a setting is the user's to mend, not a fault of the program. */
export function usageProblem<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'Error') {
      throw new Problem('usage', error.message, { cause: error });
    }
    throw error;
  }
}
