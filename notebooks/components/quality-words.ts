import type { FlagKind, RejectionReason } from '../../pipelines/ingest/index.js';

/** Why a row is in no number of the site. */
export const REJECTION_WORDS: Readonly<Record<RejectionReason, string>> = {
  wrong_column_count: 'more or fewer fields than the header',
  bad_quoting: 'a quote that is not closed',
  bad_symbol: 'no symbol, or one that cannot be one',
  bad_date: 'a date that cannot be read',
  future_date: 'a date after the night itself',
  bad_number: 'a field that is not a number',
  missing_price: 'no open, high, low or close',
  non_positive_price: 'a price of zero or less',
  bad_volume: 'a volume below zero or infinite',
  duplicate: 'a symbol and date that were read before; the first is kept',
};

/** What is odd about a bar that was accepted. */
export const FLAG_WORDS: Readonly<Record<FlagKind, string>> = {
  high_lt_low: 'the high is below the low',
  close_outside_range: 'the close lies outside high and low',
  open_outside_range: 'the open lies outside high and low',
  zero_volume: 'no share changed hands',
  tiny_volume: 'under a thousandth of the symbol\u2019s usual volume',
  missing_volume: 'volume unknown',
  flat_bar: 'open, high, low and close are equal',
  jump: 'closed beyond +35\u202f% or \u221226\u202f% of the close before, with no split or dividend to explain it',
  stale: 'five or more equal closes in a row',
  gap: 'sessions missing inside the symbol\u2019s life',
  holiday_bar: 'a bar on a day on which the exchange was closed',
  late_start: 'begins more than five sessions after the data do',
  ended_early: 'ends more than five sessions before the data do: delisted, renamed or lost',
};
