import { epochDayToTime } from '../../../models/bars/index.js';
import type { Database } from '../../store/index.js';
import type { PendingAction } from './pending-action.js';

/** An adjusted close is given to a few decimals; a change of its ratio below this is rounding. */
const RATIO_NOISE = 0.0002;
const CENT_NOISE = 0.012;
/** A factor outside these is a split rather than a dividend. */
const DIVIDEND_LOW = 0.8;
const DIVIDEND_HIGH = 1.05;

/**
 * Actions stated by the columns of the price table itself: cash dividends, split ratios, and, where those
 * are absent, the ratio of adjusted to raw close, whose change from one bar to the next is a factor.
 * @param symbols by their number in `temp.staged`.
 */
export async function columnActions(
  database: Database,
  symbols: readonly string[],
): Promise<Map<string, PendingAction[]>> {
  const actions = new Map<string, PendingAction[]>();
  const add = (symbol: unknown, action: PendingAction) => {
    const name = symbols[Number(symbol)];
    const list = actions.get(name);
    if (list === undefined) actions.set(name, [action]);
    else list.push(action);
  };
  const stated = await database.rows(
    `SELECT symbol, day, if(isnan(dividend), 0, dividend) AS dividend, if(isnan(split), 0, split) AS split
     FROM temp.staged WHERE (dividend > 0 AND NOT isnan(dividend)) OR (split > 0 AND split <> 1 AND NOT isnan(split))
     ORDER BY symbol, day`,
  );
  for (const row of stated) {
    const exTime = epochDayToTime(Number(row.day));
    if (Number(row.split) > 0 && Number(row.split) !== 1) {
      add(row.symbol, { exTime, kind: 'ratio', ratio: Number(row.split), mayBeApplied: true });
    }
    if (Number(row.dividend) > 0) add(row.symbol, { exTime, kind: 'cash', cash: Number(row.dividend) });
  }
  if (stated.length > 0) return actions;
  const implied = await database.rows(
    `WITH ratios AS (
       SELECT symbol, day, close, adjusted_close / close AS ratio,
              lag(adjusted_close / close) OVER (PARTITION BY symbol ORDER BY day) AS before
       FROM temp.staged WHERE adjusted_close > 0 AND NOT isnan(adjusted_close)
     )
     SELECT symbol, day, before / ratio AS factor FROM ratios
     WHERE before IS NOT NULL AND abs(before / ratio - 1) > greatest($1, $2 / close) ORDER BY symbol, day`,
    [RATIO_NOISE, CENT_NOISE],
  );
  for (const row of implied) {
    const factor = Number(row.factor);
    const kind = factor < DIVIDEND_LOW || factor > DIVIDEND_HIGH ? 'split' : 'dividend';
    add(row.symbol, { exTime: epochDayToTime(Number(row.day)), kind, factor });
  }
  return actions;
}
