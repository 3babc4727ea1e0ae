/**
 * Text of a new TypeScript strategy, ready to run and to be changed: for `technic strategy new NAME`, and
 * for the Lab.
 *
 * @param name kebab-case, such as `my-idea`.
 * @param models path from the file's folder to this program's `models/`.
 * @throws Error when the name is not kebab-case.
 */
export function strategyTemplate(name: string, models = '..'): string {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`strategy new: a name is kebab-case, such as "my-idea", was "${name}"`);
  }
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const identifier = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const text = `import { sma } from '../indicators/index.js';
import type { CodeStrategy } from './strategy.js';

interface Prepared {
  readonly close: Float64Array;
  readonly average: Float64Array;
}

/** ${title}: say here what it does and why it should work. */
export const ${identifier}: CodeStrategy<Prepared> = {
  kind: 'code',
  name: '${name}',
  title: '${title}',
  description: 'Long while the close is above its average.',
  source: 'where the idea comes from: author, year, page or URL',
  parameters: [
    { name: 'period', title: 'average, bars', default: 50, min: 2, max: 400, step: 10, integer: true },
  ],
  account: 'single',

  // Sees all bars once. Index i of what it returns may use bars 0 to i only: the look-ahead detector checks.
  prepare(bars, { period }) {
    return { close: bars.close, average: sma(bars.close, period) };
  },

  // Asked at the close of each bar; what it decides fills at the next open. With --portfolio it is asked for
  // every symbol, and the cash goes first to the entries with the highest rank (a number beside their side).
  decide(i, account, { close, average }) {
    if (account.position === 0 && close[i] > average[i]) return { entries: [{ side: 'long' }] };
    if (account.position > 0 && close[i] < average[i]) return { exit: true };
    return undefined;
  },
};
`;
  return text.replace("'./", "'../strategies/").replaceAll("'../", `'${models}/`);
}
