import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Strategy } from '../../models/strategies/index.js';
import { Problem } from '../errors/index.js';
import { importStrategyCode, strategyCode } from './strategy-code.js';

/** Folder of one's own strategies, in the current directory: they belong to the person, not to the program. */
export const OWN_STRATEGIES = 'strategies';

/** A strategy from a file, with the module that gives it to any thread. */
export interface FileStrategy {
  readonly strategy: Strategy;
  readonly code: string;
}

/** The file that a name stands for: a path to one, or that of `strategies/NAME.ts`; undefined for neither. */
export function strategyFile(name: string): string | undefined {
  if (/\.[mc]?[jt]s$/.test(name)) return resolve(name);
  if (!/^[a-z0-9-]+$/.test(name)) return undefined;
  const own = resolve(OWN_STRATEGIES, `${name}.ts`);
  return existsSync(own) ? own : undefined;
}

/** Names of one's own strategies in the current directory, in alphabetical order. */
export function ownStrategies(): string[] {
  if (!existsSync(OWN_STRATEGIES)) return [];
  const files = readdirSync(OWN_STRATEGIES).filter((file) => file.endsWith('.ts'));
  return files.map((file) => file.slice(0, -'.ts'.length)).sort();
}

/** @throws Problem for a file that is not there, cannot be loaded or exports no strategy. */
export async function loadStrategyFile(path: string): Promise<FileStrategy> {
  if (!existsSync(path)) {
    throw new Problem('usage', `there is no file ${path}`, {
      suggestion: 'Check the path, or begin one with "npx technic strategy new my-idea".',
    });
  }
  let code: string;
  let strategy: Strategy | undefined;
  try {
    code = await strategyCode(path);
    strategy = await importStrategyCode(code);
  } catch (cause) {
    throw new Problem(
      'usage',
      `${path} cannot be loaded: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
  if (strategy) return { strategy, code };
  throw new Problem('usage', `${path} exports no strategy`, {
    suggestion: 'See what "npx technic strategy new my-idea" writes.',
  });
}

/** What a strategy says, to be stored with its results: rules as JSON, or the text of its file. */
export function strategyDefinition(strategy: Strategy, file: string | undefined): string | undefined {
  if (file !== undefined) return readFileSync(file, 'utf8');
  return strategy.kind === 'rules' ? JSON.stringify(strategy.rules) : undefined;
}
