/** Prints one JSON document; NaN and infinities become null, as JSON has neither. */
export function printJson(document: unknown): void {
  process.stdout.write(
    `${JSON.stringify(document, (_, value) => (isFiniteOrOther(value) ? value : null), 2)}\n`,
  );
}

/** Prints text and a line end. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function isFiniteOrOther(value: unknown): boolean {
  return typeof value !== 'number' || Number.isFinite(value);
}
