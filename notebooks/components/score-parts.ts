import { rating } from '../models/ratings/index.js';
import type { ResultsSnapshot } from '../../pipelines/site/snapshots/index.js';

/** One family's part of a score, with what it says in words. */
export interface ScorePart {
  readonly family: string;
  readonly title: string;
  readonly contribution: number;
  readonly words: string;
}

/** A part below this share of the largest part says nothing worth words. */
const SPEAKING_SHARE = 0.25;

/** The parts of one row's score, widest first; their contributions sum to the score. */
export function scoreParts(results: ResultsSnapshot, row: number): ScorePart[] {
  const parts: ScorePart[] = [];
  for (const [key, values] of Object.entries(results.families)) {
    const contribution = values[row];
    if (contribution === null) continue;
    const family = key.replace(/^rating_/, '');
    const record = rating.find((candidate) => candidate.family === family);
    const words = contribution >= 0 ? record?.whenHigh : record?.whenLow;
    parts.push({ family, title: record?.title ?? family, contribution, words: words ?? family });
  }
  return parts.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

/** The loudest parts that speak for the score's own side, in words. */
export function scoreReasons(parts: readonly ScorePart[], most = 3): string {
  const score = parts.reduce((sum, part) => sum + part.contribution, 0);
  const widest = Math.abs(parts[0]?.contribution ?? 0);
  return parts
    .filter((part) => Math.sign(part.contribution) === Math.sign(score))
    .filter((part) => Math.abs(part.contribution) >= SPEAKING_SHARE * widest)
    .slice(0, most)
    .map((part) => part.words)
    .join('; ');
}
