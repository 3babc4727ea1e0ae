import { alphas101, alphas101Definitions, compile, evaluatePanel } from '../../models/expressions/index.js';
import { features } from '../../models/features/index.js';
import { indicators } from '../../models/indicators/index.js';
import { figures } from '../../models/statistics/index.js';
import { compileStrategy, findStrategy, runStrategy } from '../../models/strategies/index.js';
import { syntheticMarket } from '../../models/synthetic/index.js';
import { barsOfClose, walk } from '../models/expressions/sample-bars.js';

const SESSIONS = 420;
const SYMBOLS = 12;
const DAY = 86_400_000;
/** Powers: `**` is an operator of the language itself, which cannot be watched. */
const POWERS: ReadonlySet<string> = new Set(['power', 'signed_power']);
/** Functions of Math whose last bit the standard leaves open. */
const INEXACT = (
  'acos acosh asin asinh atan atanh atan2 cbrt cos cosh exp expm1 hypot log log1p log10 log2 pow sin sinh ' +
  'tan tanh'
).split(' ') as readonly ('sin' | 'cos')[];

/** One computed series: its bytes as text, and whether + − × ÷ and √ were all it took. */
export interface Computed {
  readonly bytes: string;
  readonly isPlain: boolean;
}

/**
 * Every indicator, the 101 alphas, the features, two backtests and the synthetic market, on bars that are
 * made of whole numbers alone. Runs in Node and in a browser; the names are the same in both.
 */
export function computeBits(): Record<string, Computed> {
  return { ...ofIndicators(), ...ofExpressions(), ...ofBacktests(), ...ofSyntheticMarket() };
}

function ofIndicators(): Record<string, Computed> {
  const bars = barsOfClose(walk(SESSIONS, 1));
  const other = Float64Array.from(walk(SESSIONS, 2));
  const computed: Record<string, Computed> = {};
  for (const indicator of indicators) {
    let series = 0;
    const inputs = indicator.inputs.map((input) => {
      if (input !== 'series') return bars[input];
      return series++ === 0 ? bars.close : other;
    });
    const outputs = indicator.outputs.map(() => new Float64Array(SESSIONS));
    const parameters = indicator.parameters.map((parameter) => parameter.default);
    const isPlain = isPlainWork(() => indicator.compute(inputs, parameters, outputs));
    indicator.outputs.forEach((name, k) => {
      computed[`indicator ${indicator.name}.${name}`] = { bytes: text(outputs[k]), isPlain };
    });
  }
  return computed;
}

function ofExpressions(): Record<string, Computed> {
  const sessions = Float64Array.from({ length: SESSIONS }, (_, i) => i * DAY);
  const benchmarkClose = Float64Array.from(walk(SESSIONS, 99));
  const symbols = Array.from({ length: SYMBOLS }, (_, k) => {
    const labels = { sector: `sector ${k % 3}`, industry: `industry ${k % 4}` };
    return { bars: barsOfClose(walk(SESSIONS, 10 + k)), benchmarkClose, ...labels };
  });
  const computed: Record<string, Computed> = {};
  for (const { name, expression } of [...alphas101, ...features]) {
    const program = compile({ value: expression }, { definitions: alphas101Definitions });
    const columns: Float64Array[] = [];
    const isWatched = isPlainWork(() => {
      for (const { value } of evaluatePanel(program, { sessions, symbols })) columns.push(value.slice());
    });
    const hasPower = program.nodes.some(
      ({ operation }) => operation.kind === 'operator' && POWERS.has(operation.operator.name),
    );
    const all = new Float64Array(SYMBOLS * SESSIONS);
    columns.forEach((column, k) => all.set(column, k * SESSIONS));
    computed[`expression ${name}`] = { bytes: text(all), isPlain: isWatched && !hasPower };
  }
  return computed;
}

function ofBacktests(): Record<string, Computed> {
  const bars = barsOfClose(walk(SESSIONS, 5));
  const computed: Record<string, Computed> = {};
  for (const name of ['sma-cross', 'rsi-reversion']) {
    const compiled = compileStrategy(findStrategy(name));
    const work = () => runStrategy(compiled, { bars }, { cash: 100_000, commission: { bps: 10 } });
    const run = work();
    const isPlain = isPlainWork(work);
    const trades = run.trades.flatMap((trade) => [
      trade.entryIndex,
      trade.exitIndex,
      trade.size,
      trade.entryPrice,
      trade.exitPrice,
      trade.pnl,
    ]);
    computed[`backtest ${name} equity`] = { bytes: text(run.equity), isPlain };
    computed[`backtest ${name} trades`] = { bytes: text(Float64Array.from(trades)), isPlain };
    const values = Object.values(figures(run.equity, bars.time, run.trades));
    computed[`backtest ${name} figures`] = { bytes: text(Float64Array.from(values)), isPlain: false };
  }
  return computed;
}

function ofSyntheticMarket(): Record<string, Computed> {
  const sessions = Float64Array.from({ length: SESSIONS }, (_, i) => i * DAY);
  const market = syntheticMarket({ seed: 3, symbols: 4, sessions, effect: 1 });
  return Object.fromEntries(
    market.map(({ symbol, bars }) => [`synthetic ${symbol}`, { bytes: text(bars.close), isPlain: false }]),
  );
}

/** Does the work and says whether it called none of Math's functions that the standard leaves open. */
function isPlainWork(work: () => void): boolean {
  let calls = 0;
  const originals = INEXACT.map((name) => Math[name]);
  INEXACT.forEach((name, k) => {
    Math[name] = (...values) => {
      calls++;
      return originals[k](...values);
    };
  });
  try {
    work();
  } finally {
    INEXACT.forEach((name, k) => {
      Math[name] = originals[k];
    });
  }
  return calls === 0;
}

/** The bytes, two hexadecimal digits each; one NaN is as good as another. */
function text(values: Float64Array): string {
  const canonical = values.map((value) => (value === value ? value : Number.NaN));
  return Array.from(new Uint8Array(canonical.buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
