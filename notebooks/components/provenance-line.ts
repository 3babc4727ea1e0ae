/** The trust block at the foot of the page as one line: data, code, run, universe, source. */
export function provenanceLine(): string {
  const entries = [...document.querySelectorAll('.trust > div')].map((entry) => [
    entry.querySelector('dt')?.textContent ?? '',
    entry.querySelector('dd')?.textContent ?? '',
  ]);
  return entries
    .filter(([name]) => KEPT.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join(' · ');
}

const KEPT: readonly string[] = ['data as of', 'data', 'code', 'run', 'source'];
