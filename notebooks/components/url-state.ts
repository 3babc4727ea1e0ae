/** The page's state as it stands in its address. */
export function readState(): URLSearchParams {
  return new URLSearchParams(location.search);
}

/** Writes values into the address without a new history entry; null or empty takes a key out. */
export function writeState(values: Readonly<Record<string, string | null>>): void {
  const state = readState();
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === '') state.delete(key);
    else state.set(key, value);
  }
  const query = state.toString();
  history.replaceState(history.state, '', `${location.pathname}${query ? `?${query}` : ''}${location.hash}`);
}
