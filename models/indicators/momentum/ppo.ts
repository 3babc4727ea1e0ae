import { defineIndicator } from '../define-indicator.js';
import { bars } from '../parameters.js';
import { percentOscillator } from '../stages/percent-oscillator.js';

export const ppoIndicator = defineIndicator({
  name: 'ppo',
  title: 'Percentage price oscillator',
  group: 'momentum',
  description:
    'MACD in percent of the slow average, its signal line and histogram: comparable between symbols.',
  inputs: ['series'],
  parameters: [bars(12, 'fast'), bars(26, 'slow'), bars(9, 'signal')],
  outputs: ['ppo', 'signal', 'histogram'],
  formula: 'ppo = 100·(EMA(fast) − EMA(slow))/EMA(slow); signal = EMA(ppo, n); histogram = ppo − signal',
  source: 'Appel; StockCharts, ChartSchool: PPO',
  lookback: ([fast, slow, signal]) => Math.max(fast, slow) + signal - 2,
  scratch: 2,
  memory: 6,
  run: percentOscillator,
});
