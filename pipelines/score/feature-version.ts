import { createHash } from 'node:crypto';

const LENGTH = 12;

/** Stands for a feature's expression in a card: another expression under the same name has another version. */
export function featureVersion(expression: string): string {
  return createHash('sha256').update(expression).digest('hex').slice(0, LENGTH);
}
