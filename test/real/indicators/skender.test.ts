import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../models/indicators/run-indicator.js';

const SHARED = process.env.TECHNIC_SHARED ?? join(import.meta.dirname, '../../../../shared');
const FOLDER = join(SHARED, 'data/reference/skender');

const BAR_COLUMNS: ReadonlySet<string> = new Set(['date', 'open', 'high', 'low', 'close', 'volume']);

type Table = Record<string, Float64Array>;

/** File, indicator, inputs, parameters, and which of our outputs answers which column of the file. */
const CASES: [string, string, string[], number[], Record<string, string>][] = [
  ['adl', 'adl', ['high', 'low', 'close', 'volume'], [], { value: 'adl' }],
  ['alligator', 'alligator', ['high', 'low'], [], { jaw: 'jaw', teeth: 'teeth', lips: 'lips' }],
  ['atr', 'atr', ['high', 'low', 'close'], [14], { value: 'atr' }],
  ['atr', 'natr', ['high', 'low', 'close'], [14], { value: 'atrp' }],
  ['awesome', 'ao', ['high', 'low'], [5, 34], { value: 'oscillator', normalized: 'normalized' }],
  [
    'bb',
    'bbands',
    ['close'],
    [20, 2],
    { middle: 'sma', upper: 'upperBand', lower: 'lowerBand', percent_b: 'percentB', width: 'width' },
  ],
  ['bb', 'ts_zscore', ['close'], [20], { value: 'zScore' }],
  ['bop', 'bop', ['open', 'high', 'low', 'close'], [14], { value: 'bop' }],
  ['cci', 'cci', ['high', 'low', 'close'], [20], { value: 'cci' }],
  ['chexit', 'chandelier', ['high', 'low', 'close'], [22, 3], { long: 'chandelierExit' }],
  ['cmo', 'cmo', ['close'], [14], { value: 'cmo' }],
  ['dema', 'dema', ['close'], [14], { value: 'dema' }],
  [
    'donchian',
    'donchian',
    ['high', 'low'],
    [20],
    { upper: 'upperBand', middle: 'centerline', lower: 'lowerBand', width: 'width' },
  ],
  ['dynamic', 'mcginley', ['close'], [14, 0.6], { value: 'dynamic' }],
  ['ema', 'ema', ['close'], [20], { value: 'ema' }],
  ['epma', 'linreg', ['close'], [10], { value: 'epma' }],
  ['fcb', 'fractal', ['high', 'low'], [2], { upper: 'upperBand', lower: 'lowerBand' }],
  ['gator', 'gator', ['high', 'low'], [], { upper: 'upper', lower: 'lower' }],
  [
    'heikinashi',
    'heikin_ashi',
    ['open', 'high', 'low', 'close'],
    [],
    { open: 'ha_open', high: 'ha_high', low: 'ha_low', close: 'ha_close' },
  ],
  ['hurst', 'hurst', ['close'], [100], { value: 'hurstExponent', corrected: 'hurstExponentAL' }],
  ['kvo', 'kvo', ['high', 'low', 'close', 'volume'], [34, 55, 13], { kvo: 'oscillator', signal: 'signal' }],
  [
    'ma-env',
    'envelope',
    ['close'],
    [20, 2.5],
    { middle: 'centerline', upper: 'upperEnvelope', lower: 'lowerEnvelope' },
  ],
  ['macd', 'macd', ['close'], [12, 26, 9], { macd: 'macd', signal: 'signal', histogram: 'histogram' }],
  ['macd', 'ema', ['close'], [12], { value: 'fastEma' }],
  ['macd', 'ema', ['close'], [26], { value: 'slowEma' }],
  ['atr', 'true_range', ['high', 'low', 'close'], [], { value: 'tr' }],
  ['sma-analysis', 'sma', ['close'], [20], { value: 'sma' }],
  ['stdev', 'sma', ['close'], [14], { value: 'mean' }],
  ['obv', 'obv', ['close', 'volume'], [], { value: 'obv' }],
  ['pvo', 'pvo', ['volume'], [12, 26, 9], { pvo: 'pvo', signal: 'signal', histogram: 'histogram' }],
  [
    'roc-wb',
    'roc_bands',
    ['close'],
    [20, 5, 5],
    { roc: 'roc', ema: 'rocEma', upper: 'upperBand', lower: 'lowerBand' },
  ],
  ['roc', 'roc', ['close'], [14], { value: 'roc' }],
  ['roc', 'momentum', ['close'], [14], { value: 'momentum' }],
  [
    'rolling-pivots',
    'pivots',
    ['high', 'low', 'close'],
    [20],
    { pivot: 'pp', s1: 's1', s2: 's2', s3: 's3', r1: 'r1', r2: 'r2', r3: 'r3' },
  ],
  ['rsi', 'rsi', ['close'], [14], { value: 'rsi' }],
  ['slope', 'slope', ['close'], [14], { value: 'slope' }],
  ['slope', 'r_squared', ['close'], [14], { value: 'rSquared' }],
  ['slope', 'stdev', ['close'], [14, 0], { value: 'stdDev' }],
  ['sma-analysis', 'sma_analysis', ['close'], [20], { mad: 'mad', mse: 'mse', mape: 'mape' }],
  ['sma', 'sma', ['close'], [20], { value: 'sma' }],
  ['smi', 'smi', ['high', 'low', 'close'], [13, 25, 2, 3], { smi: 'smi', signal: 'signal' }],
  ['smma', 'smma', ['close'], [20], { value: 'smma' }],
  [
    'starc',
    'starc',
    ['high', 'low', 'close'],
    [5, 2, 10],
    { middle: 'centerline', upper: 'upperBand', lower: 'lowerBand' },
  ],
  ['stc', 'stc', ['close'], [10, 23, 50], { value: 'stc' }],
  ['stdev', 'stdev', ['close'], [14, 0], { value: 'stdDev' }],
  ['stdev', 'ts_zscore', ['close'], [14], { value: 'zScore' }],
  ['stoch', 'stoch', ['high', 'low', 'close'], [14, 3, 3], { k: 'oscillator', d: 'signal' }],
  ['supertrend', 'supertrend', ['high', 'low', 'close'], [10, 3], { value: 'superTrend' }],
  ['t3', 't3', ['close'], [5, 0.7], { value: 't3' }],
  ['tr', 'true_range', ['high', 'low', 'close'], [], { value: 'tr' }],
  ['vwap', 'cumulative_vwap', ['high', 'low', 'close', 'volume'], [], { value: 'vwap' }],
  ['vwma', 'vwma', ['close', 'volume'], [14], { value: 'vwma' }],
  ['willr', 'willr', ['high', 'low', 'close'], [14], { value: 'williamsR' }],
  ['wma', 'wma', ['close'], [14], { value: 'wma' }],
];

/** Files compared by a test of their own below. */
const COMPARED_BELOW: Record<string, readonly string[]> = {
  aroon: ['aroonUp', 'aroonDown'],
  corr: ['varianceA', 'varianceB', 'covariance', 'correlation', 'rSquared'],
  doji: ['match'],
  dpo: ['dpo'],
  fractal: ['fractalBear', 'fractalBull'],
  htl: ['dcPeriods', 'trendline', 'smoothPrice'],
  mama: ['mama', 'fama'],
  marubozu: ['match'],
  prs: ['prs', 'prsPercent'],
};

/** Columns that nothing of ours answers, each with its reason. */
const NOT_COMPARED: Record<string, string> = {
  'adl.moneyFlowMultiplier':
    'a step on the way to adl, ((c − l) − (h − c))/(h − l): one line of the language',
  'adl.moneyFlowVolume': 'the multiplier times the volume, whose running sum, adl, is compared',
  'aroon.oscillator': 'the difference of two compared columns, which differ where an extreme occurs twice',
  'barpart.value': 'the close itself',
  'doji.price': 'the close where the pattern matches',
  'dpo.sma': 'shifted to where the source draws it; sma is compared in sma.csv',
  'gator.lowerIsExpanding': 'a comparison of two bars of the compared lower column',
  'gator.upperIsExpanding': 'a comparison of two bars of the compared upper column',
  'heikinashi.ha_volume': 'the volume itself',
  'marubozu.price': 'the close where the pattern matches',
  'pivots.highLine': 'drawn between pivots with hindsight: sees later bars',
  'pivots.highPoint':
    'stands on the pivot, two bars before it is known: sees later bars; fractal says it when known',
  'pivots.highTrend': 'drawn between pivots with hindsight: sees later bars',
  'pivots.lowLine': 'drawn between pivots with hindsight: sees later bars',
  'pivots.lowPoint': 'as highPoint',
  'pivots.lowTrend': 'drawn between pivots with hindsight: sees later bars',
  'renko.*': 'one row per brick, not per bar: no series on the bars',
  'renko-atr.*': 'as renko, and the brick is the last ATR of the whole series: hindsight',
  'rolling-pivots.r4': 'empty in the file: standard pivots have three levels',
  'rolling-pivots.s4': 'empty in the file: standard pivots have three levels',
  'slope.intercept':
    'counts bars from the beginning of the file; ours from the window, compared with TA-Lib and Tulip',
  'slope.line': 'the last window drawn over earlier bars: hindsight',
  'stdev-channels.*': 'windows laid from the end of the series backwards: repaints with every new bar',
  'stoch.d': 'repeats signal',
  'stoch.j': 'repeats percentJ',
  'stoch.k': 'repeats oscillator',
  'stoch.percentJ': '3·signal − 2·oscillator of the compared columns: one line of the language',
  'supertrend.lowerBand': 'the compared superTrend column where it runs below the price',
  'supertrend.upperBand': 'the compared superTrend column where it runs above the price',
};

describe.skipIf(!existsSync(FOLDER))(`Skender's values (${FOLDER})`, () => {
  test.each(CASES)(
    '%s.csv: %s of %j with %j agrees to 1e-9 from the first row',
    (file, name, inputs, parameters, columns) => {
      const table = readTable(join(FOLDER, `${file}.csv`));
      const outputs = run(
        name,
        inputs.map((input) => table[input]),
        parameters,
      );
      for (const [output, column] of Object.entries(columns))
        expectClose(outputs[output], table[column], column);
    },
  );

  test('corr.csv and prs.csv: two series agree to 1e-9 from the first row', () => {
    const expected = readTable(join(FOLDER, 'corr.csv'));
    const strength = readTable(join(FOLDER, 'prs.csv'));
    const x = readTable(join(FOLDER, '_bars_compare.csv')).close;
    const y = readTable(join(FOLDER, '_bars_default.csv')).close;
    expectClose(run('corr', [x, y], [20]).value, expected.correlation, 'correlation');
    expectClose(run('cov', [x, y], [20]).value, expected.covariance, 'covariance');
    expectClose(run('variance', [x], [20, 0]).value, expected.varianceA, 'varianceA');
    expectClose(run('variance', [y], [20, 0]).value, expected.varianceB, 'varianceB');
    const squared = run('corr', [x, y], [20]).value.map((value) => value * value);
    expectClose(squared, expected.rSquared, 'rSquared');
    expectClose(run('prs', [x, y], [20]).ratio, strength.prs, 'prs');
    expectClose(run('prs', [x, y], [20]).change, strength.prsPercent, 'prsPercent');
  });

  test('aroon.csv: agrees to 1e-9 except where a high or low occurs twice: the latest counts here, as in TA-Lib, the earliest there', () => {
    const table = readTable(join(FOLDER, 'aroon.csv'));
    const { up, down } = run('aroon', [table.high, table.low], [25]);
    let ties = 0;
    for (let i = 25; i < up.length; i++) {
      const highs = [...table.high.subarray(i - 25, i + 1)];
      const lows = [...table.low.subarray(i - 25, i + 1)];
      const tiedHigh = highs.indexOf(Math.max(...highs)) !== highs.lastIndexOf(Math.max(...highs));
      const tiedLow = lows.indexOf(Math.min(...lows)) !== lows.lastIndexOf(Math.min(...lows));
      if (tiedHigh) expect(up[i]).toBeGreaterThan(table.aroonUp[i]);
      else expect(up[i]).toBeCloseTo(table.aroonUp[i], 9);
      if (tiedLow) expect(down[i]).toBeGreaterThan(table.aroonDown[i]);
      else expect(down[i]).toBeCloseTo(table.aroonDown[i], 9);
      ties += tiedHigh || tiedLow ? 1 : 0;
    }
    expect(ties).toBeLessThan(60);
  });

  test('mama.csv: agrees to 1e-9 from the first row on (high + low)/2', () => {
    const table = readTable(join(FOLDER, 'mama.csv'));
    const middle = table.high.map((high, i) => (high + table.low[i]) / 2);
    const { mama, fama } = run('mama', [middle], [0.5, 0.05]);
    expectClose(mama, table.mama, 'mama');
    expectClose(fama, table.fama, 'fama');
  });

  test('htl.csv: agrees to 1e-9 from the first row on (high + low)/2', () => {
    const table = readTable(join(FOLDER, 'htl.csv'));
    const middle = table.high.map((high, i) => (high + table.low[i]) / 2);
    const { trendline, period, smooth } = run('htl', [middle]);
    expectClose(trendline, table.trendline, 'trendline');
    expectClose(period, table.dcPeriods, 'dcPeriods');
    expectClose(smooth, table.smoothPrice, 'smoothPrice');
  });

  test('fractal.csv: the same fractals, known at the bar that confirms them instead of two bars earlier', () => {
    const table = readTable(join(FOLDER, 'fractal.csv'));
    const { upper, lower, high, low } = run('fractal', [table.high, table.low], [2]);
    // Ours is the level of the latest fractal; where its flag is up, a new one is confirmed.
    const fresh = (level: Float64Array, flag: Float64Array) =>
      level.subarray(2).map((value, i) => (flag[i + 2] === 1 ? value : Number.NaN));
    expectClose(fresh(upper, high), table.fractalBear.subarray(0, -2), 'fractalBear');
    expectClose(fresh(lower, low), table.fractalBull.subarray(0, -2), 'fractalBull');
  });

  test('every column of every file is compared, or has a reason why not', () => {
    const compared = new Set(
      CASES.flatMap(([file, , , , columns]) => Object.values(columns).map((column) => `${file}.${column}`)),
    );
    for (const [file, columns] of Object.entries(COMPARED_BELOW)) {
      for (const column of columns) compared.add(`${file}.${column}`);
    }
    const excused = new Set(Object.keys(NOT_COMPARED));
    const missing: string[] = [];
    const stale = new Set(excused);
    for (const name of readdirSync(FOLDER).filter((file) => !file.startsWith('_'))) {
      const file = name.replace(/\.csv$/, '');
      for (const column of columnsOf(join(FOLDER, name))) {
        if (BAR_COLUMNS.has(column) || compared.delete(`${file}.${column}`)) continue;
        const reason = [`${file}.${column}`, `${file}.*`].find((key) => excused.has(key));
        if (reason === undefined) missing.push(`${file}.${column}`);
        else stale.delete(reason);
      }
    }
    expect(missing).toEqual([]);
    expect([...stale, ...compared]).toEqual([]);
  });

  test('doji.csv and marubozu.csv: the same bars match', () => {
    const doji = readTable(join(FOLDER, 'doji.csv'));
    const marubozu = readTable(join(FOLDER, 'marubozu.csv'));
    const { open, high, low, close } = doji;
    expect(run('cdl_plain_doji', [open, close], [0.1]).value).toEqual(doji.match);
    expect(run('cdl_plain_marubozu', [open, high, low, close], [95]).value).toEqual(marubozu.match);
    expect(doji.match.some((match) => match !== 0) && marubozu.match.some((match) => match !== 0)).toBe(true);
  });

  test('dpo.csv: the same numbers, at the bar where they are known instead of eight bars earlier', () => {
    const table = readTable(join(FOLDER, 'dpo.csv'));
    const { value } = run('dpo', [table.close], [14]);
    expectClose(value.subarray(13), table.dpo.subarray(5, value.length - 8), 'dpo');
  });
});

function columnsOf(path: string): string[] {
  const [header] = readFileSync(path, 'utf8').split('\n', 1);
  return header.split(',').map((name) => name.trim());
}

function readTable(path: string): Table {
  const [header, ...rows] = readFileSync(path, 'utf8').trim().split('\n');
  const cells = rows.map((row) => row.split(','));
  return Object.fromEntries(
    header
      .split(',')
      .map((name, k) => [
        name.trim(),
        Float64Array.from(cells, (row) =>
          row[k] === undefined || row[k].trim() === '' ? Number.NaN : Number(row[k]),
        ),
      ]),
  );
}

function expectClose(actual: Float64Array, expected: Float64Array, column: string): void {
  const scale =
    expected.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0) / expected.length;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isNaN(expected[i]) && Number.isNaN(actual[i])) continue;
    const error = Math.abs(actual[i] - expected[i]);
    const allowed = 1e-9 * Math.max(Math.abs(expected[i]), 0.01 * scale);
    if (!(error <= allowed)) expect.fail(`${column}, row ${i}: ${actual[i]} is not ${expected[i]}`);
  }
}
