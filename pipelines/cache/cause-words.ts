const CAUSES: Readonly<Record<string, string>> = {
  cold: 'nothing had been stored for it before',
  expired: 'what was stored had outlived its time',
  evicted: 'what was stored had made room for others, or had been cleared',
  version:
    'what was stored answers another question, or is of other prices or another version of the program',
  damaged: 'what was stored was damaged, and has been dropped',
  unavailable: 'the store did not answer',
};

/** Why a lookup missed, in words. */
export function causeWords(cause: string): string {
  return CAUSES[cause] ?? cause;
}
