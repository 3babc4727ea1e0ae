/** A strategy that the nightly runs over the whole universe. */
export interface LeagueStrategy {
  /** Identifier in tables and links. */
  readonly name: string;
  readonly title: string;
  /** Name of a ready-made strategy: see `npx technic strategy list`. */
  readonly strategy: string;
  /** Parameters that differ from the strategy's defaults. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** Cash of each account in a run: one account a symbol, or one for all, as the strategy says. */
export const LEAGUE_CASH = 100_000;
