/** One of the 101 alphas in the expression language; compile it with `alphas101Definitions`. */
export interface Alpha {
  readonly name: string;
  readonly expression: string;
}

/** An alpha that the columns of the workbench do not permit. */
export interface OmittedAlpha {
  readonly name: string;
  readonly reason: string;
}

/** Average dollar volume of some days, which the alphas call by name. */
export const alphas101Definitions: Readonly<Record<string, string>> = {
  adv5: 'sma(dollar_volume, 5)',
  adv10: 'sma(dollar_volume, 10)',
  adv15: 'sma(dollar_volume, 15)',
  adv20: 'sma(dollar_volume, 20)',
  adv30: 'sma(dollar_volume, 30)',
  adv40: 'sma(dollar_volume, 40)',
  adv50: 'sma(dollar_volume, 50)',
  adv60: 'sma(dollar_volume, 60)',
  adv81: 'sma(dollar_volume, 81)',
  adv120: 'sma(dollar_volume, 120)',
  adv150: 'sma(dollar_volume, 150)',
  adv180: 'sma(dollar_volume, 180)',
};

export const omittedAlphas101: readonly OmittedAlpha[] = [
  { name: 'alpha_056', reason: 'It needs the market capitalisation (cap), which price bars do not hold.' },
];

/**
 * Z. Kakushadze, "101 Formulaic Alphas", Wilmott 84 (2016), arXiv:1601.00991, appendix A.
 *
 * Conventions: rank runs from 0 to 1 over the symbols of the session, ties share their mean rank (the paper
 * leaves both ends open); ts_rank runs from 1/n to 1; argmax counts from 1 for the oldest bar of the window;
 * stdev and cov divide by n; fractional numbers of days are rounded down, as the paper says; min(x, 5) with a
 * number of days is the lowest of 5 days (alpha 29), as the paper says; a comparison used as a number is 1
 * or 0; vwap is the typical price, daily bars do not hold the true one; sub-industries are neutralised by
 * industry, the finest label there is.
 */
export const alphas101: readonly Alpha[] = [
  {
    name: 'alpha_001',
    expression: 'rank(argmax(signed_power(if(returns < 0, stdev(returns, 20), close), 2), 5)) - 0.5',
  },
  { name: 'alpha_002', expression: '-1 * corr(rank(delta(log(volume), 2)), rank((close - open) / open), 6)' },
  { name: 'alpha_003', expression: '-1 * corr(rank(open), rank(volume), 10)' },
  { name: 'alpha_004', expression: '-1 * ts_rank(rank(low), 9)' },
  { name: 'alpha_005', expression: 'rank(open - sum(vwap, 10) / 10) * (-1 * abs(rank(close - vwap)))' },
  { name: 'alpha_006', expression: '-1 * corr(open, volume, 10)' },
  {
    name: 'alpha_007',
    expression: 'if(adv20 < volume, -1 * ts_rank(abs(delta(close, 7)), 60) * sign(delta(close, 7)), -1)',
  },
  {
    name: 'alpha_008',
    expression: '-1 * rank(sum(open, 5) * sum(returns, 5) - (sum(open, 5) * sum(returns, 5))[10])',
  },
  {
    name: 'alpha_009',
    expression:
      'if(0 < lowest(delta(close, 1), 5), delta(close, 1), if(highest(delta(close, 1), 5) < 0, delta(close, 1), -1 * delta(close, 1)))',
  },
  {
    name: 'alpha_010',
    expression:
      'rank(if(0 < lowest(delta(close, 1), 4), delta(close, 1), if(highest(delta(close, 1), 4) < 0, delta(close, 1), -1 * delta(close, 1))))',
  },
  {
    name: 'alpha_011',
    expression: '(rank(highest(vwap - close, 3)) + rank(lowest(vwap - close, 3))) * rank(delta(volume, 3))',
  },
  { name: 'alpha_012', expression: 'sign(delta(volume, 1)) * (-1 * delta(close, 1))' },
  { name: 'alpha_013', expression: '-1 * rank(cov(rank(close), rank(volume), 5))' },
  { name: 'alpha_014', expression: '-1 * rank(delta(returns, 3)) * corr(open, volume, 10)' },
  { name: 'alpha_015', expression: '-1 * sum(rank(corr(rank(high), rank(volume), 3)), 3)' },
  { name: 'alpha_016', expression: '-1 * rank(cov(rank(high), rank(volume), 5))' },
  {
    name: 'alpha_017',
    expression:
      '-1 * rank(ts_rank(close, 10)) * rank(delta(delta(close, 1), 1)) * rank(ts_rank(volume / adv20, 5))',
  },
  {
    name: 'alpha_018',
    expression: '-1 * rank(stdev(abs(close - open), 5) + (close - open) + corr(close, open, 10))',
  },
  {
    name: 'alpha_019',
    expression: '-1 * sign(close - close[7] + delta(close, 7)) * (1 + rank(1 + sum(returns, 250)))',
  },
  {
    name: 'alpha_020',
    expression: '-1 * rank(open - high[1]) * rank(open - close[1]) * rank(open - low[1])',
  },
  {
    name: 'alpha_021',
    expression:
      'if(sum(close, 8) / 8 + stdev(close, 8) < sum(close, 2) / 2, -1, if(sum(close, 2) / 2 < sum(close, 8) / 8 - stdev(close, 8), 1, if(1 < volume / adv20 or volume / adv20 == 1, 1, -1)))',
  },
  { name: 'alpha_022', expression: '-1 * (delta(corr(high, volume, 5), 5) * rank(stdev(close, 20)))' },
  { name: 'alpha_023', expression: 'if(sum(high, 20) / 20 < high, -1 * delta(high, 2), 0)' },
  {
    name: 'alpha_024',
    expression:
      'if(delta(sum(close, 100) / 100, 100) / close[100] < 0.05 or delta(sum(close, 100) / 100, 100) / close[100] == 0.05, -1 * (close - lowest(close, 100)), -1 * delta(close, 3))',
  },
  { name: 'alpha_025', expression: 'rank(-1 * returns * adv20 * vwap * (high - close))' },
  { name: 'alpha_026', expression: '-1 * highest(corr(ts_rank(volume, 5), ts_rank(high, 5), 5), 3)' },
  { name: 'alpha_027', expression: 'if(0.5 < rank(sum(corr(rank(volume), rank(vwap), 6), 2) / 2), -1, 1)' },
  { name: 'alpha_028', expression: 'scale(corr(adv20, low, 5) + (high + low) / 2 - close)' },
  {
    name: 'alpha_029',
    expression:
      'lowest(product(rank(rank(scale(log(sum(lowest(rank(rank(-1 * rank(delta(close - 1, 5)))), 2), 1))))), 1), 5) + ts_rank((-1 * returns)[6], 5)',
  },
  {
    name: 'alpha_030',
    expression:
      '(1 - rank(sign(close - close[1]) + sign(close[1] - close[2]) + sign(close[2] - close[3]))) * sum(volume, 5) / sum(volume, 20)',
  },
  {
    name: 'alpha_031',
    expression:
      'rank(rank(rank(decay_linear(-1 * rank(rank(delta(close, 10))), 10)))) + rank(-1 * delta(close, 3)) + sign(scale(corr(adv20, low, 12)))',
  },
  {
    name: 'alpha_032',
    expression: 'scale(sum(close, 7) / 7 - close) + 20 * scale(corr(vwap, close[5], 230))',
  },
  { name: 'alpha_033', expression: 'rank(-1 * (1 - open / close) ^ 1)' },
  {
    name: 'alpha_034',
    expression: 'rank(1 - rank(stdev(returns, 2) / stdev(returns, 5)) + (1 - rank(delta(close, 1))))',
  },
  {
    name: 'alpha_035',
    expression: 'ts_rank(volume, 32) * (1 - ts_rank(close + high - low, 16)) * (1 - ts_rank(returns, 32))',
  },
  {
    name: 'alpha_036',
    expression:
      '2.21 * rank(corr(close - open, volume[1], 15)) + 0.7 * rank(open - close) + 0.73 * rank(ts_rank((-1 * returns)[6], 5)) + rank(abs(corr(vwap, adv20, 6))) + 0.6 * rank((sum(close, 200) / 200 - open) * (close - open))',
  },
  { name: 'alpha_037', expression: 'rank(corr((open - close)[1], close, 200)) + rank(open - close)' },
  { name: 'alpha_038', expression: '-1 * rank(ts_rank(close, 10)) * rank(close / open)' },
  {
    name: 'alpha_039',
    expression:
      '-1 * rank(delta(close, 7) * (1 - rank(decay_linear(volume / adv20, 9)))) * (1 + rank(sum(returns, 250)))',
  },
  { name: 'alpha_040', expression: '-1 * rank(stdev(high, 10)) * corr(high, volume, 10)' },
  { name: 'alpha_041', expression: '(high * low) ^ 0.5 - vwap' },
  { name: 'alpha_042', expression: 'rank(vwap - close) / rank(vwap + close)' },
  { name: 'alpha_043', expression: 'ts_rank(volume / adv20, 20) * ts_rank(-1 * delta(close, 7), 8)' },
  { name: 'alpha_044', expression: '-1 * corr(high, rank(volume), 5)' },
  {
    name: 'alpha_045',
    expression:
      '-1 * (rank(sum(close[5], 20) / 20) * corr(close, volume, 2) * rank(corr(sum(close, 5), sum(close, 20), 2)))',
  },
  {
    name: 'alpha_046',
    expression:
      'if(0.25 < (close[20] - close[10]) / 10 - (close[10] - close) / 10, -1, if((close[20] - close[10]) / 10 - (close[10] - close) / 10 < 0, 1, -1 * (close - close[1])))',
  },
  {
    name: 'alpha_047',
    expression:
      'rank(1 / close) * volume / adv20 * (high * rank(high - close) / (sum(high, 5) / 5)) - rank(vwap - vwap[5])',
  },
  {
    name: 'alpha_048',
    expression:
      'group_neutralise(corr(delta(close, 1), delta(close[1], 1), 250) * delta(close, 1) / close, industry) / sum((delta(close, 1) / close[1]) ^ 2, 250)',
  },
  {
    name: 'alpha_049',
    expression:
      'if((close[20] - close[10]) / 10 - (close[10] - close) / 10 < -0.1, 1, -1 * (close - close[1]))',
  },
  { name: 'alpha_050', expression: '-1 * highest(rank(corr(rank(volume), rank(vwap), 5)), 5)' },
  {
    name: 'alpha_051',
    expression:
      'if((close[20] - close[10]) / 10 - (close[10] - close) / 10 < -0.05, 1, -1 * (close - close[1]))',
  },
  {
    name: 'alpha_052',
    expression:
      '(-1 * lowest(low, 5) + lowest(low, 5)[5]) * rank((sum(returns, 240) - sum(returns, 20)) / 220) * ts_rank(volume, 5)',
  },
  { name: 'alpha_053', expression: '-1 * delta((close - low - (high - close)) / (close - low), 9)' },
  { name: 'alpha_054', expression: '-1 * ((low - close) * open ^ 5) / ((low - high) * close ^ 5)' },
  {
    name: 'alpha_055',
    expression:
      '-1 * corr(rank((close - lowest(low, 12)) / (highest(high, 12) - lowest(low, 12))), rank(volume), 6)',
  },
  { name: 'alpha_057', expression: '-((close - vwap) / decay_linear(rank(argmax(close, 30)), 2))' },
  {
    name: 'alpha_058',
    expression: '-1 * ts_rank(decay_linear(corr(group_neutralise(vwap, sector), volume, 3), 7), 5)',
  },
  {
    name: 'alpha_059',
    expression:
      '-1 * ts_rank(decay_linear(corr(group_neutralise(vwap * 0.728317 + vwap * (1 - 0.728317), industry), volume, 4), 16), 8)',
  },
  {
    name: 'alpha_060',
    expression:
      '-(2 * scale(rank((close - low - (high - close)) / (high - low) * volume)) - scale(rank(argmax(close, 10))))',
  },
  { name: 'alpha_061', expression: 'if(rank(vwap - lowest(vwap, 16)) < rank(corr(vwap, adv180, 17)), 1, 0)' },
  {
    name: 'alpha_062',
    expression:
      'if(rank(corr(vwap, sum(adv20, 22), 9)) < rank(if(rank(open) + rank(open) < rank((high + low) / 2) + rank(high), 1, 0)), 1, 0) * -1',
  },
  {
    name: 'alpha_063',
    expression:
      '(rank(decay_linear(delta(group_neutralise(close, industry), 2), 8)) - rank(decay_linear(corr(vwap * 0.318108 + open * (1 - 0.318108), sum(adv180, 37), 13), 12))) * -1',
  },
  {
    name: 'alpha_064',
    expression:
      'if(rank(corr(sum(open * 0.178404 + low * (1 - 0.178404), 12), sum(adv120, 12), 16)) < rank(delta((high + low) / 2 * 0.178404 + vwap * (1 - 0.178404), 3)), 1, 0) * -1',
  },
  {
    name: 'alpha_065',
    expression:
      'if(rank(corr(open * 0.00817205 + vwap * (1 - 0.00817205), sum(adv60, 8), 6)) < rank(open - lowest(open, 13)), 1, 0) * -1',
  },
  {
    name: 'alpha_066',
    expression:
      '(rank(decay_linear(delta(vwap, 3), 7)) + ts_rank(decay_linear((low * 0.96633 + low * (1 - 0.96633) - vwap) / (open - (high + low) / 2), 11), 6)) * -1',
  },
  {
    name: 'alpha_067',
    expression:
      'rank(high - lowest(high, 2)) ^ rank(corr(group_neutralise(vwap, sector), group_neutralise(adv20, industry), 6)) * -1',
  },
  {
    name: 'alpha_068',
    expression:
      'if(ts_rank(corr(rank(high), rank(adv15), 8), 13) < rank(delta(close * 0.518371 + low * (1 - 0.518371), 1)), 1, 0) * -1',
  },
  {
    name: 'alpha_069',
    expression:
      'rank(highest(delta(group_neutralise(vwap, industry), 2), 4)) ^ ts_rank(corr(close * 0.490655 + vwap * (1 - 0.490655), adv20, 4), 9) * -1',
  },
  {
    name: 'alpha_070',
    expression: 'rank(delta(vwap, 1)) ^ ts_rank(corr(group_neutralise(close, industry), adv50, 17), 17) * -1',
  },
  {
    name: 'alpha_071',
    expression:
      'max(ts_rank(decay_linear(corr(ts_rank(close, 3), ts_rank(adv180, 12), 18), 4), 15), ts_rank(decay_linear(rank(low + open - (vwap + vwap)) ^ 2, 16), 4))',
  },
  {
    name: 'alpha_072',
    expression:
      'rank(decay_linear(corr((high + low) / 2, adv40, 8), 10)) / rank(decay_linear(corr(ts_rank(vwap, 3), ts_rank(volume, 18), 6), 2))',
  },
  {
    name: 'alpha_073',
    expression:
      'max(rank(decay_linear(delta(vwap, 4), 2)), ts_rank(decay_linear(delta(open * 0.147155 + low * (1 - 0.147155), 2) / (open * 0.147155 + low * (1 - 0.147155)) * -1, 3), 16)) * -1',
  },
  {
    name: 'alpha_074',
    expression:
      'if(rank(corr(close, sum(adv30, 37), 15)) < rank(corr(rank(high * 0.0261661 + vwap * (1 - 0.0261661)), rank(volume), 11)), 1, 0) * -1',
  },
  {
    name: 'alpha_075',
    expression: 'if(rank(corr(vwap, volume, 4)) < rank(corr(rank(low), rank(adv50), 12)), 1, 0)',
  },
  {
    name: 'alpha_076',
    expression:
      'max(rank(decay_linear(delta(vwap, 1), 11)), ts_rank(decay_linear(ts_rank(corr(group_neutralise(low, sector), adv81, 8), 19), 17), 19)) * -1',
  },
  {
    name: 'alpha_077',
    expression:
      'min(rank(decay_linear((high + low) / 2 + high - (vwap + high), 20)), rank(decay_linear(corr((high + low) / 2, adv40, 3), 5)))',
  },
  {
    name: 'alpha_078',
    expression:
      'rank(corr(sum(low * 0.352233 + vwap * (1 - 0.352233), 19), sum(adv40, 19), 6)) ^ rank(corr(rank(vwap), rank(volume), 5))',
  },
  {
    name: 'alpha_079',
    expression:
      'if(rank(delta(group_neutralise(close * 0.60733 + open * (1 - 0.60733), sector), 1)) < rank(corr(ts_rank(vwap, 3), ts_rank(adv150, 9), 14)), 1, 0)',
  },
  {
    name: 'alpha_080',
    expression:
      'rank(sign(delta(group_neutralise(open * 0.868128 + high * (1 - 0.868128), industry), 4))) ^ ts_rank(corr(high, adv10, 5), 5) * -1',
  },
  {
    name: 'alpha_081',
    expression:
      'if(rank(log(product(rank(rank(corr(vwap, sum(adv10, 49), 8)) ^ 4), 14))) < rank(corr(rank(vwap), rank(volume), 5)), 1, 0) * -1',
  },
  {
    name: 'alpha_082',
    expression:
      'min(rank(decay_linear(delta(open, 1), 14)), ts_rank(decay_linear(corr(group_neutralise(volume, sector), open * 0.634196 + open * (1 - 0.634196), 17), 6), 13)) * -1',
  },
  {
    name: 'alpha_083',
    expression:
      'rank(((high - low) / (sum(close, 5) / 5))[2]) * rank(rank(volume)) / ((high - low) / (sum(close, 5) / 5) / (vwap - close))',
  },
  { name: 'alpha_084', expression: 'signed_power(ts_rank(vwap - highest(vwap, 15), 20), delta(close, 4))' },
  {
    name: 'alpha_085',
    expression:
      'rank(corr(high * 0.876703 + close * (1 - 0.876703), adv30, 9)) ^ rank(corr(ts_rank((high + low) / 2, 3), ts_rank(volume, 10), 7))',
  },
  {
    name: 'alpha_086',
    expression:
      'if(ts_rank(corr(close, sum(adv20, 14), 6), 20) < rank(open + close - (vwap + open)), 1, 0) * -1',
  },
  {
    name: 'alpha_087',
    expression:
      'max(rank(decay_linear(delta(close * 0.369701 + vwap * (1 - 0.369701), 1), 2)), ts_rank(decay_linear(abs(corr(group_neutralise(adv81, industry), close, 13)), 4), 14)) * -1',
  },
  {
    name: 'alpha_088',
    expression:
      'min(rank(decay_linear(rank(open) + rank(low) - (rank(high) + rank(close)), 8)), ts_rank(decay_linear(corr(ts_rank(close, 8), ts_rank(adv60, 20), 8), 6), 2))',
  },
  {
    name: 'alpha_089',
    expression:
      'ts_rank(decay_linear(corr(low * 0.967285 + low * (1 - 0.967285), adv10, 6), 5), 3) - ts_rank(decay_linear(delta(group_neutralise(vwap, industry), 3), 10), 15)',
  },
  {
    name: 'alpha_090',
    expression:
      'rank(close - highest(close, 4)) ^ ts_rank(corr(group_neutralise(adv40, industry), low, 5), 3) * -1',
  },
  {
    name: 'alpha_091',
    expression:
      '(ts_rank(decay_linear(decay_linear(corr(group_neutralise(close, industry), volume, 9), 16), 3), 4) - rank(decay_linear(corr(vwap, adv30, 4), 2))) * -1',
  },
  {
    name: 'alpha_092',
    expression:
      'min(ts_rank(decay_linear(if((high + low) / 2 + close < low + open, 1, 0), 14), 18), ts_rank(decay_linear(corr(rank(low), rank(adv30), 7), 6), 6))',
  },
  {
    name: 'alpha_093',
    expression:
      'ts_rank(decay_linear(corr(group_neutralise(vwap, industry), adv81, 17), 19), 7) / rank(decay_linear(delta(close * 0.524434 + vwap * (1 - 0.524434), 2), 16))',
  },
  {
    name: 'alpha_094',
    expression:
      'rank(vwap - lowest(vwap, 11)) ^ ts_rank(corr(ts_rank(vwap, 19), ts_rank(adv60, 4), 18), 2) * -1',
  },
  {
    name: 'alpha_095',
    expression:
      'if(rank(open - lowest(open, 12)) < ts_rank(rank(corr(sum((high + low) / 2, 19), sum(adv40, 19), 12)) ^ 5, 11), 1, 0)',
  },
  {
    name: 'alpha_096',
    expression:
      'max(ts_rank(decay_linear(corr(rank(vwap), rank(volume), 3), 4), 8), ts_rank(decay_linear(argmax(corr(ts_rank(close, 7), ts_rank(adv60, 4), 3), 12), 14), 13)) * -1',
  },
  {
    name: 'alpha_097',
    expression:
      '(rank(decay_linear(delta(group_neutralise(low * 0.721001 + vwap * (1 - 0.721001), industry), 3), 20)) - ts_rank(decay_linear(ts_rank(corr(ts_rank(low, 7), ts_rank(adv60, 17), 4), 18), 15), 6)) * -1',
  },
  {
    name: 'alpha_098',
    expression:
      'rank(decay_linear(corr(vwap, sum(adv5, 26), 4), 7)) - rank(decay_linear(ts_rank(argmin(corr(rank(open), rank(adv15), 20), 8), 6), 8))',
  },
  {
    name: 'alpha_099',
    expression:
      'if(rank(corr(sum((high + low) / 2, 19), sum(adv60, 19), 8)) < rank(corr(low, volume, 6)), 1, 0) * -1',
  },
  {
    name: 'alpha_100',
    expression:
      '-((1.5 * scale(group_neutralise(group_neutralise(rank((close - low - (high - close)) / (high - low) * volume), industry), industry)) - scale(group_neutralise(corr(close, rank(adv20), 5) - rank(argmin(close, 30)), industry))) * (volume / adv20))',
  },
  { name: 'alpha_101', expression: '(close - open) / (high - low + 0.001)' },
];
