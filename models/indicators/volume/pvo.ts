import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { percentOscillator } from '../stages/percent-oscillator.js';

export const pvoIndicator = defineIndicator({
  name: 'pvo',
  title: 'Percentage volume oscillator',
  group: 'volume',
  description: 'MACD of volume in percent of the slow average, its signal line and histogram.',
  inputs: ['volume'],
  parameters: [bars(12, 'fast'), bars(26, 'slow'), bars(9, 'signal')],
  outputs: ['pvo', 'signal', 'histogram'],
  formula: 'pvo = 100·(EMA(fast) − EMA(slow))/EMA(slow); signal = EMA(pvo, n); histogram = pvo − signal',
  source: 'Appel; StockCharts, ChartSchool: PVO; seeds as in Skender',
  lookback: ([fast, slow, signal]) => Math.max(fast, slow) + signal - 2,
  scratch: 2,
  memory: 6,
  run: percentOscillator,
});
