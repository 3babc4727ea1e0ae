const COLOURS: Readonly<Record<string, string>> = {
  features: 'var(--gain)',
  scan: 'var(--loss)',
  state: 'var(--accent)',
  backtest: 'var(--ink-3)',
  sweep: 'var(--mute)',
  predictions: 'var(--ink)',
  vendor: 'var(--line)',
};

/** The same colour for a kind in every chart; of the kinds that occur in this one. */
export function kindScale(kinds: Iterable<string>): { readonly domain: string[]; readonly range: string[] } {
  const domain = [...new Set(kinds)].sort();
  return { domain, range: domain.map((kind) => COLOURS[kind] ?? 'var(--raised)') };
}
