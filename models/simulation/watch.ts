import type { Book } from './book.js';
import type { Sessions } from './panel.js';

/** For each session the books that ask to enter at its close. */
export interface EntryCalls {
  at(session: number): readonly Book[];
}

const NOBODY: readonly Book[] = [];

/**
 * When the signals of which symbols ask for an entry. On any other session a symbol without position and
 * orders has nothing to say: a portfolio of hundreds of symbols looks at the few that have.
 */
export function entryCalls(books: readonly Book[], { time, barOf }: Sessions): EntryCalls {
  const calls: (Book[] | undefined)[] = Array.from({ length: time.length });
  for (const book of books) {
    const { entry, short } = book.signals;
    if (entry === undefined && short === undefined) continue;
    const own = barOf[book.symbolIndex];
    for (let s = 0; s < own.length; s++) {
      const i = own[s];
      if (i < 0 || (entry?.[i] !== 1 && short?.[i] !== 1)) continue;
      const together = calls[s];
      if (together === undefined) calls[s] = [book];
      else together.push(book);
    }
  }
  return { at: (session) => calls[session] ?? NOBODY };
}

/** The books of both lists, each once, in panel order, as the lists are. */
export function unite(a: readonly Book[], b: readonly Book[]): readonly Book[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const all: Book[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const first = i < a.length ? a[i].symbolIndex : Number.POSITIVE_INFINITY;
    const second = j < b.length ? b[j].symbolIndex : Number.POSITIVE_INFINITY;
    all.push(first <= second ? a[i] : b[j]);
    if (first <= second) i++;
    if (second <= first) j++;
  }
  return all;
}
