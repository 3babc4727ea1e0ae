export type { LeagueRun, NeighbourRun } from './league-messages.js';
export type { LeagueStrategy } from './league-strategy.js';
export { LEAGUE_CASH } from './league-strategy.js';
export type { LeagueOptions, LeagueOutcome } from './run-league.js';
export { runLeague } from './run-league.js';
export type { KnownLeague } from './league-with-cache.js';
export { leagueWithCache } from './league-with-cache.js';
export type { StoredLeague } from './store-league.js';
export { storeLeague } from './store-league.js';
