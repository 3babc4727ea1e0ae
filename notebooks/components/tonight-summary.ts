import { type Regime, regimeWords } from '../models/ratings/index.js';
import type { ResultsSnapshot, TonightSnapshot } from '../../pipelines/site/snapshots/index.js';
import { count, signedPercent, plural } from './number-format.js';
import { meanWithInterval } from './record-words.js';

const LONG_DATE = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

/** `2018-02-07` as `7 February 2018`. */
function longDate(isoDate: string): string {
  return LONG_DATE.format(new Date(`${isoDate}T00:00:00Z`));
}

/** The market in one sentence: date, regime and how long it has lasted. */
export function regimeSentence(tonight: TonightSnapshot): string {
  const words = regimeWords(tonight.facts.regime as Regime);
  const lasted = tonight.regimeSessions;
  const since = tonight.facts.regime === 'unknown' || lasted === 0 ? '' : ` (${plural(lasted, 'session')})`;
  return `${longDate(tonight.facts.asOf)}. ${words[0].toUpperCase()}${words.slice(1)}${since}.`;
}

/** What moved against the run before; says so when there is nothing to compare with. */
export function changeSentence(tonight: TonightSnapshot, results: ResultsSnapshot): string {
  if (!tonight.previous) return 'First run of this workspace: nothing to compare with yet.';
  const { rose, fell } = rankMoves(results);
  const parts = [
    `${count(tonight.entered.length)} in`,
    `${count(tonight.left.length)} out`,
    `${count(rose)} rose and ${count(fell)} fell by a decile or more`,
  ];
  const moved = tonight.previous.data_hash === tonight.facts.dataHash ? ' The data are the same.' : '';
  return `Since ${String(tonight.previous.as_of)}: ${parts.join(', ')}.${moved}`;
}

/** How many symbols moved by a tenth of the ranking or more. */
export function rankMoves(results: ResultsSnapshot): { rose: number; fell: number } {
  const ranked = results.ranks.filter((rank) => rank !== null).length;
  let rose = 0;
  let fell = 0;
  results.ranks.forEach((rank, row) => {
    const before = results.previousRanks[row];
    if (rank === null || before === null) return;
    if (before - rank >= ranked / 10) rose++;
    if (rank - before >= ranked / 10) fell++;
  });
  return { rose, fell };
}

/** One sentence a named scan: how many match, and what a match was worth before. */
export function scanSentence(
  tonight: TonightSnapshot,
  scan: Readonly<Record<string, unknown>>,
  horizon: number,
): string {
  const track = tonight.track.find((row) => row.scan === scan.scan && row.horizon === horizon);
  const match = `${count(Number(scan.matches))} of ${count(tonight.facts.scanned)} match \u201c${scan.title}\u201d`;
  if (!track) return `${match}; its ledger holds no outcome at ${horizon} bars yet.`;
  const paid = meanWithInterval(asNumber(track.mean), asNumber(track.std_err));
  const side = scan.direction === 'short' ? ', as a short' : '';
  return `${match}; after a match${side}, ${horizon} bars paid ${paid} against the benchmark, before costs (n = ${count(Number(track.n))}).`;
}

/** Outcomes that came due with this run: all of them, whatever the table lists. */
export function dueSentence({ due: { signals, right, meanGain } }: TonightSnapshot): string {
  if (signals === 0) return 'No signal came due tonight: outcomes appear here ten bars after a signal.';
  return `Came due tonight: ${plural(signals, 'signal')} after 10 bars, ${count(right)} right, ${signedPercent(meanGain, 2)} on average against the benchmark.`;
}

/** What is doubtful about the data behind the page, worst first; empty when nothing is. */
export function dataWarnings(tonight: TonightSnapshot): string[] {
  const { facts } = tonight;
  const warnings: string[] = [];
  if (facts.failed > 0) warnings.push(`${plural(facts.failed, 'symbol')} could not be scanned.`);
  if (facts.rowsRejected > 0) {
    warnings.push(`${plural(facts.rowsRejected, 'row')} of ${count(facts.rowsRead)} rejected.`);
  }
  const { byKind } = tonight.recentFlags;
  if (byKind.length > 0) {
    const flags = byKind.reduce((sum, { bars }) => sum + bars, 0);
    const kinds = byKind.map(({ kind, bars }) => `${kind.replaceAll('_', ' ')} ${count(bars)}`);
    warnings.push(`${plural(flags, 'flag')} on bars of the last week: ${kinds.join(', ')}.`);
  }
  if (facts.benchmark === null)
    warnings.push('No benchmark was given: the equal-weighted universe stands in for one.');
  if (facts.delisted === 0) warnings.push('No delisted symbol in the data: records are those of survivors.');
  return warnings;
}

function asNumber(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
