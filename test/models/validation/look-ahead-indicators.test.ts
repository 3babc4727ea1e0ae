import { describe, expect, test } from 'vitest';
import type { Bars } from '../../../models/bars/index.js';
import { indicators } from '../../../models/indicators/index.js';
import { createRandom } from '../../../models/random/index.js';
import { describeLookAhead, detectLookAhead } from '../../../models/validation/index.js';

const LENGTH = 400;

function randomBars(): Bars {
  const random = createRandom('look-ahead');
  const column = () => new Float64Array(LENGTH);
  const [open, high, low, close, volume] = [column(), column(), column(), column(), column()];
  let price = 100;
  for (let i = 0; i < LENGTH; i++) {
    open[i] = price * Math.exp(0.004 * random.normal());
    price *= Math.exp(0.015 * random.normal());
    close[i] = price;
    high[i] = Math.max(open[i], close[i]) * (1 + 0.005 * random.uniform());
    low[i] = Math.min(open[i], close[i]) * (1 - 0.005 * random.uniform());
    volume[i] = 1e6 * Math.exp(0.5 * random.normal());
  }
  const time = column().map((_, i) => i * 86_400_000);
  return { time, open, high, low, close, volume, interval: '1d' };
}

describe('the look-ahead detector over the indicator registry', () => {
  const bars = randomBars();

  test.each(indicators.map((indicator) => [indicator.name, indicator] as const))(
    '%s does not use the future',
    (_, indicator) => {
      const parameters = indicator.parameters.map((parameter) => parameter.default);
      const findings = detectLookAhead(
        (seen) => {
          const inputs = indicator.inputs.map((input) => (input === 'series' ? seen.close : seen[input]));
          const outputs = indicator.outputs.map(() => new Float64Array(seen.close.length));
          indicator.compute(inputs, parameters, outputs);
          return Object.fromEntries(indicator.outputs.map((name, k) => [name, outputs[k]]));
        },
        bars,
        { random: createRandom(indicator.name), cuts: 6 },
      );
      expect(findings.map(describeLookAhead)).toEqual([]);
    },
  );
});
