const DAY_MS = 86_400_000;
/** How far back requests say something about tomorrow. */
const WINDOW_MS = 28 * DAY_MS;
/** Days that the record of a reason counts for beside the days of the question itself. */
const PRIOR_DAYS = 2;

/** Requests of the last four weeks. @param now UTC epoch milliseconds. */
export function recentRequests<T extends { readonly at: number }>(requests: readonly T[], now: number): T[] {
  return requests.filter(({ at }) => at > now - WINDOW_MS && at <= now);
}

/** Days (UTC) on which there was a request. */
export function askingDays(requests: readonly { readonly at: number }[]): number {
  return new Set(requests.map(({ at }) => Math.floor(at / DAY_MS))).size;
}

/**
 * Chance that a question is asked before the next night: the share of days on which it was, the record of its
 * reason counting for two days. Without a record (0.5) that is Laplace's rule of succession.
 * @param daysObserved days on which anything was asked.
 * @param record share of what was warmed for the same reason that was used.
 */
export function chanceOfAsking(daysAsked: number, daysObserved: number, record: number): number {
  return (daysAsked + PRIOR_DAYS * record) / (daysObserved + PRIOR_DAYS);
}
