import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { SweepBlockResult } from './sweep-messages.js';

/** Blocks of an interrupted sweep, kept until it has come to its end. */
export interface KeptBlocks {
  load(block: number): SweepBlockResult | undefined;
  keep(result: SweepBlockResult): void;
  forget(): void;
}

/** @param identity everything the results depend on: data, code, strategy, combinations, settings. */
export function keptBlocks(folder: string, identity: unknown): KeptBlocks {
  const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
  const place = join(folder, name);
  const file = (block: number) => join(place, `${block}.bin`);
  return {
    load(block) {
      if (!existsSync(file(block))) return undefined;
      try {
        return deserialize(readFileSync(file(block))) as SweepBlockResult;
      } catch {
        // Half a file is worth nothing: the block is computed again.
        return undefined;
      }
    },
    keep(result) {
      mkdirSync(place, { recursive: true });
      writeFileSync(`${file(result.block)}.part`, serialize(result));
      renameSync(`${file(result.block)}.part`, file(result.block));
    },
    forget: () => rmSync(place, { recursive: true, force: true }),
  };
}
