import type { PortfolioSettings } from './portfolio-settings.js';
import { resolveSettings } from './settings.js';
import type { ExitReason, RejectionReason } from './trade.js';

/** What each setting of an account does, and in what unit it is given. Costs and sizes have records of their own. */
export const settingRecords: Readonly<Record<keyof PortfolioSettings, string>> = {
  cash: 'Cash to begin with.',
  commission: 'Fee of each fill; see the costs.',
  spreadBps: 'Full spread in basis points; see the costs.',
  slippage: 'How far market and stop fills move against the order; see the costs.',
  participation:
    'Largest share of a bar\u2019s volume that an entry may take, above 0 and at most 1; what is beyond is reported.',
  size: 'Shares of an entry; see the sizes.',
  units: 'Whole shares (integer), fractions (fractional), or multiples of a lot.',
  sizeAt: 'Sized with the price of the fill, or with the close of the signal\u2019s bar and cut at the fill.',
  leverage: 'Gross exposure allowed for each unit of equity.',
  maintenance:
    'Equity / gross exposure below which every position is closed at the close; 0 closes out at ruin only.',
  fillAt: 'When orders without a price fill: next-open, next-close, or this-close, on the price just seen.',
  stopLoss:
    'Distance of the protective stop, as a fraction or in ATR, from the fill or the signal\u2019s close.',
  target: 'Distance of the target, in the same terms.',
  trailing: 'Distance of a stop that follows the best price since the entry and never retreats.',
  maxBars: 'Bars after which a position is closed.',
  validBars: 'Bars for which a limit or stop entry works.',
  opposite: 'What an entry signal against the position does: reverse, close or ignore.',
  rules: 'Decisions within a bar; see the order of events.',
  financing: 'Annual rates of borrowing, cash and margin; see the costs.',
  actions: 'Splits and dividends, where the bars are unadjusted.',
  delisting: 'Haircut on the last close of a symbol that leaves the market; see the costs.',
  maxPositions: 'Positions held at one time by one account for many symbols.',
  maxPerSector: 'Positions of one sector held at one time.',
  sectorCap:
    'Gross exposure of one sector as a fraction of equity; no entry beyond it, weights scaled to it.',
  rebalance: 'Target weights by calendar or drift, instead of entry and exit signals.',
};

/** The default of a setting in words, from the engine itself. */
export function defaultOfSetting(key: keyof PortfolioSettings): string {
  const value = new Map<string, unknown>(Object.entries(resolveSettings({}))).get(key);
  if (key === 'units') return 'integer';
  if (key === 'rules') return 'pessimistic';
  if (value === undefined || value === Number.POSITIVE_INFINITY) return 'none';
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : JSON.stringify(value);
  const { kind } = value as { readonly kind?: string };
  return (
    kind ??
    Object.entries(value as object)
      .map(([name, amount]) => `${name} ${amount}`)
      .join(', ')
  );
}

/** Why a position was closed. */
export const exitReasons: Readonly<Record<ExitReason, string>> = {
  signal: 'its exit rule, or a signal against it',
  stop: 'its protective stop was reached',
  target: 'its target was reached',
  trailing: 'its trailing stop was reached',
  time: 'it had been held for maxBars',
  rebalance: 'the weights asked for less of it',
  liquidation: 'the account was ruined, or below its maintenance margin',
  delisted: 'the symbol left the market',
  open: 'not closed: still held after the last bar, marked at its close',
};

/** Why an order was not filled, or not in full. None is dropped without a reason. */
export const rejectionReasons: Readonly<Record<RejectionReason, string>> = {
  'not-reached': 'its price was not reached while it worked',
  'end-of-data': 'the bars ended first',
  unaffordable: 'the account could pay for fewer shares, or none',
  'no-price': 'the bar had no price to fill at',
  'conflicting-signals': 'long and short were asked for at the same close',
  'level-unknown': 'its stop or target could not be computed',
  'size-unknown': 'its size needs a figure that was unknown',
  'size-zero': 'its size rule said to stay out',
  'bracket-crossed': 'its fill would have been beyond its own stop or target',
  'participation-cap': 'it wanted more of the volume than participation allows',
  'one-cancels-other': 'the other order of the pair was filled',
  replaced: 'a later order took its place',
  'max-positions': 'the account held as many positions as it may',
  'sector-cap': 'the sector was at its limit',
  'account-ruined': 'the account had nothing left',
};
