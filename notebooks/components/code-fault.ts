/** The line of the reader's own text that an error comes from: the first frame in a module made from a blob. */
export function faultLine(error: unknown): number | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frame = /blob:[^\s)]*?:(\d+):\d+/.exec(stack);
  return frame === null ? undefined : Number(frame[1]);
}

/** What an error says, whatever was thrown; never longer than a paragraph. */
export function faultText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 500).replace(/^Error: /, '');
}
