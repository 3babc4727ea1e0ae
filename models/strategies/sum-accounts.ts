/**
 * Several accounts as one: the sum of their equities on every date on which one of them has a bar. Before
 * its first bar an account holds its starting cash; after its last, what it was worth then.
 */
export function sumAccounts(accounts: readonly { time: Float64Array; equity: Float64Array }[]): {
  time: Float64Array;
  equity: Float64Array;
} {
  if (accounts.length === 1) return accounts[0];
  const dates = new Set<number>();
  for (const { time } of accounts) for (const date of time) dates.add(date);
  const time = Float64Array.from(dates).sort();
  const equity = new Float64Array(time.length);
  for (const account of accounts) {
    let bar = 0;
    for (let i = 0; i < time.length; i++) {
      while (bar + 1 < account.time.length && account.time[bar + 1] <= time[i]) bar++;
      equity[i] += account.equity[bar];
    }
  }
  return { time, equity };
}
