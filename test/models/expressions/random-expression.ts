import * as fc from 'fast-check';

/** Well-typed expressions of the language, to depth four or so; `cross` adds steps across symbols. */
export function randomExpression(options: { cross: boolean }): fc.Arbitrary<string> {
  const constant = fc.constantFrom('0', '1', '2.5', '100', '-3', '1e-3');
  const bars = fc.integer({ min: 0, max: 7 });
  const period = fc.integer({ min: 2, max: 9 });
  const column = fc.constantFrom('open', 'high', 'low', 'close', 'volume', 'hl2', 'vwap', 'returns', 'month');
  const trees = fc.letrec<{ number: string; condition: string }>((tie) => {
    const x = tie('number');
    const c = tie('condition');
    const numbers = [
      constant,
      column,
      fc.tuple(x, fc.constantFrom('+', '-', '*', '/', '%', '^'), x).map(([a, o, b]) => `(${a} ${o} ${b})`),
      fc.tuple(x, bars).map(([a, n]) => `(${a})[${n}]`),
      fc
        .tuple(fc.constantFrom('sma', 'ema', 'rsi', 'stdev', 'highest', 'sum', 'ts_rank'), column, period)
        .map(([f, a, n]) => `${f}(${a}, ${n})`),
      fc
        .tuple(fc.constantFrom('abs', 'log', 'sqrt', 'sign', 'floor', '-', 'nz'), x)
        .map(([f, a]) => `${f}(${a})`),
      fc.tuple(fc.constantFrom('min', 'max', 'signed_power'), x, x).map(([f, a, b]) => `${f}(${a}, ${b})`),
      fc.tuple(c, x, x).map(([test, a, b]) => `if(${test}, ${a}, ${b})`),
      fc.tuple(c, period).map(([test, n]) => `count(${test}, ${n})`),
      c.map((test) => `since(${test})`),
      fc.tuple(c, x).map(([test, a]) => `value_when(${test}, ${a})`),
      fc.constantFrom('macd(3, 6, 2).histogram', 'bbands(close, 5).upper', 'atr(3)', 'delta(close, 2)'),
    ];
    const across = fc
      .tuple(fc.constantFrom('rank', 'zscore', 'demean', 'scale'), x, fc.constantFrom('', ' by sector'))
      .map(([f, a, by]) => `${f}(${a}${by})`);
    return {
      number: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        ...numbers,
        ...(options.cross ? [across, across] : []),
      ),
      condition: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('close > open', 'returns < 0', 'weekday == 1', 'sector == "Energy"', 'true'),
        fc
          .tuple(x, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), x)
          .map(([a, o, b]) => `(${a} ${o} ${b})`),
        fc.tuple(c, fc.constantFrom('and', 'or', '=='), c).map(([a, o, b]) => `((${a}) ${o} (${b}))`),
        c.map((a) => `not (${a})`),
        fc.tuple(x, x).map(([a, b]) => `crossover(${a}, ${b})`),
        fc.tuple(c, bars).map(([a, n]) => `(${a})[${n}]`),
      ),
    };
  });
  return fc.oneof(trees.number, trees.condition);
}
