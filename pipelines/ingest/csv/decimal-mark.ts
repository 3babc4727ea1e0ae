import { Problem } from '../../errors/index.js';

/** What stands before the decimals: `12.50`, or `12,50` as in most of Europe. */
export const DECIMAL_MARKS = ['dot', 'comma'] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

const WITH_COMMA = [/^[+-]?[\d.]+,(\d{1,2}|\d{4,})$/, /\.\d{3},\d+$/, /^[+-]?0,\d+$/, /^[+-]?\d{4,},\d+$/];
const WITH_DOT = [/^[+-]?[\d,]*\.(\d{1,2}|\d{4,})$/, /,\d{3}\.\d*$/, /^[+-]?0?\.\d+$/, /,\d{3},\d{3}$/];
const OPEN = /^[+-]?\d{1,3},\d{3}$/;

/**
 * The decimal mark by the evidence of prices as written: 12,5 and 1.234,50 speak for the comma, 12.5 and
 * 1,234.50 for the dot, the more the better. 101,250 alone may be either: where fields are parted by
 * commas (and such a price is quoted) it is taken for thousands, elsewhere somebody has to say.
 * @param name file, for the message. @param delimiter the character between fields.
 * @throws Problem when the evidence is open, with the option that settles it.
 */
export function detectDecimalMark(prices: readonly string[], name: string, delimiter: string): DecimalMark {
  let balance = 0;
  let open: string | undefined;
  for (const price of prices) {
    if (WITH_COMMA.some((form) => form.test(price))) balance += 1;
    else if (WITH_DOT.some((form) => form.test(price))) balance -= 1;
    else if (OPEN.test(price)) open ??= price;
  }
  if (balance !== 0 || open === undefined || delimiter === ',') return balance > 0 ? 'comma' : 'dot';
  throw new Problem(
    'input',
    `${name}: prices such as "${open}" can be read as ${open.replace(',', '.')} or ${open.replace(',', '')}`,
    { suggestion: 'Say what the comma stands for: --decimal comma, or --decimal dot for thousands.' },
  );
}
