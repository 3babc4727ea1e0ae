import { join } from 'node:path';
import type { Strategy } from '../../models/strategies/index.js';
import { importText, type OwnModule, PROJECT, userModule } from '../program/index.js';

const INDICATORS: OwnModule = {
  asked: /(^|\/)indicators\/index\.[jt]s$/,
  path: join(PROJECT, 'models/indicators/index.ts'),
};

/**
 * A strategy's file and everything it imports as one JavaScript module. What the file takes from
 * "…/indicators/index.js" is the program's own, so that a file saved from the Lab, or written elsewhere,
 * needs no folder of the program around it.
 * @throws Error naming file, line and column of what cannot be read or resolved.
 */
export function strategyCode(path: string): Promise<string> {
  return userModule(path, INDICATORS);
}

/**
 * Runs a module that `strategyCode` made.
 * @returns the first strategy that it exports; undefined for none.
 */
export async function importStrategyCode(code: string): Promise<Strategy | undefined> {
  return Object.values(await importText(code)).find(isStrategy);
}

function isStrategy(value: unknown): value is Strategy {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name, parameters } = value as Record<string, unknown>;
  return (kind === 'rules' || kind === 'code') && typeof name === 'string' && Array.isArray(parameters);
}
