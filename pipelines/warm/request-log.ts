import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** As a named scan of the config, with any title: that of a condition typed by hand is the condition. */
const scanSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  where: z.string(),
  rank: z.string().optional(),
  direction: z.enum(['long', 'short']),
});

const requestSchema = z.strictObject({
  /** UTC epoch milliseconds. */
  at: z.number(),
  /** What was asked for; null for the rating alone. */
  scan: scanSchema.nullable(),
  /** What computing it took; null where it was known. */
  costMs: z.number().nonnegative().nullable(),
});

/** A scan that somebody asked for by hand. */
export type AskedScan = z.infer<typeof requestSchema>;

/** Beyond this the older half of the file goes. */
const MOST_BYTES = 2 ** 20;

/**
 * Adds a line to the history of what people asked for.
 * @throws when the file cannot be written.
 */
export function recordRequest(file: string, request: AskedScan): void {
  appendFileSync(file, `${JSON.stringify(request)}\n`);
  if (statSync(file).size <= MOST_BYTES) return;
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const unfinished = `${file}.${process.pid}.part`;
  writeFileSync(unfinished, `${lines.slice(Math.ceil(lines.length / 2)).join('\n')}\n`);
  renameSync(unfinished, file);
}

/** The history, oldest first; empty before the first request. Lines that cannot be read are passed over. */
export function readRequests(file: string): AskedScan[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [requestSchema.parse(JSON.parse(line))];
    } catch {
      // The end of a line that a full disk cut off, or the empty one at the end.
      return [];
    }
  });
}
