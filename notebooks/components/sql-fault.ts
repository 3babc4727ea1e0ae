/** DuckDB's own words, with what to do where its words do not say it. */
export function sqlFault(message: string): string {
  const words = message
    .replace(/^Error: /, '')
    .replace(INSTALL_ADVICE, '')
    .trim();
  const advice = ADVICE.find(({ sign }) => sign.test(words))?.advice;
  return advice === undefined ? words : `${words}\n\n${advice}`;
}

/** DuckDB proposes to fetch extensions from its own host, which no page of the site may ask. */
const INSTALL_ADVICE = /\n+Please try installing and loading[\s\S]*$/;

const ADVICE: readonly { readonly sign: RegExp; readonly advice: string }[] = [
  {
    sign: /table index is out of bounds|extension|memory access out of bounds/i,
    advice:
      'This engine has no extensions, for they would come from outside: parquet, JSON and time zones are not there. Use DATE and plain TIMESTAMP.',
  },
  {
    sign: /read-only/i,
    advice: 'The tables of the run cannot be changed. CREATE TABLE copy AS FROM … works.',
  },
  { sign: /Table with name .* does not exist/i, advice: 'The tables are listed beside the editor.' },
  { sign: /out of memory/i, advice: 'The tab has no room left: ask for fewer rows, or aggregate.' },
];
