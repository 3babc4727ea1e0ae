/** Something on the Method page that a search finds and an address points to. */
export interface MethodEntry {
  /** What follows `#` in the address; unique on the page. */
  readonly id: string;
  readonly title: string;
  /** The heading under which it stands. */
  readonly section: string;
  /** Everything that a search may find it by. */
  readonly text: string;
  /** Brings it into view, opened where it opens. */
  reveal(): void;
}

/** A part of the page with what can be found in it. */
export interface MethodPart {
  readonly element: HTMLElement;
  readonly entries: readonly MethodEntry[];
}

/** What follows `#` for a text: lower case, digits, dashes. */
export function entryId(...words: readonly string[]): string {
  return words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
