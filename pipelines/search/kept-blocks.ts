import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { ParameterValues } from '../../models/strategies/index.js';
import type { SweepBlockResult } from './sweep-messages.js';

/** Finished blocks of some combinations that are computed together. */
export interface KeptBlocks {
  load(block: number): SweepBlockResult | undefined;
  keep(result: SweepBlockResult): void;
}

/** Blocks of an interrupted sweep, kept until it has come to its end. */
export interface KeptSweep {
  blocksOf(combinations: readonly ParameterValues[]): KeptBlocks;
  forget(): void;
}

/** @param identity everything the results depend on besides the combinations: data, code, strategy, settings. */
export function keptSweep(folder: string, identity: unknown): KeptSweep {
  const place = join(folder, nameOf(identity));
  return {
    blocksOf: (combinations) => keptBlocks(join(place, nameOf(combinations))),
    forget: () => rmSync(place, { recursive: true, force: true }),
  };
}

function nameOf(identity: unknown): string {
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 24);
}

function keptBlocks(place: string): KeptBlocks {
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
  };
}
