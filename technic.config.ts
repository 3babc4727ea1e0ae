import { defineConfig } from './pipelines/config/index.js';

// Every key with its meaning and default: pipelines/config/schema.ts. Secrets never go here: they come
// from the environment (POLYGON_API_KEY, REDIS_URL).
export default defineConfig({
  source: { source: 'synthetic' },
  scans: [
    {
      name: 'oversold_in_uptrend',
      title: 'oversold in an uptrend',
      where: 'rsi(2) < 10 and close > sma(close, 200)',
      rank: '-rsi(2)',
      direction: 'long',
    },
    {
      name: 'overbought_in_downtrend',
      title: 'overbought in a downtrend',
      where: 'rsi(2) > 90 and close < sma(close, 200)',
      rank: 'rsi(2)',
      direction: 'short',
    },
    {
      name: 'new_high_on_volume',
      title: 'one-year high on volume',
      where: 'close > highest(high, 252)[1] and volume > 1.5 * sma(volume, 50)',
      rank: 'volume / sma(volume, 50)',
      direction: 'long',
    },
    {
      name: 'new_low_on_volume',
      title: 'one-year low on volume',
      where: 'close < lowest(low, 252)[1] and volume > 1.5 * sma(volume, 50)',
      rank: 'volume / sma(volume, 50)',
      direction: 'short',
    },
    {
      name: 'momentum_leaders',
      title: 'momentum leaders pulling back',
      where: 'rank(momentum_12_1) > 0.9 and rsi(5) < 40 and close > sma(close, 100)',
      rank: 'momentum_12_1',
      direction: 'long',
    },
    {
      name: 'top_rated',
      title: 'rated above 50',
      where: 'score > 50',
      rank: 'score',
      direction: 'long',
    },
    {
      name: 'bottom_rated',
      title: 'rated below −50',
      where: 'score < -50',
      rank: '-score',
      direction: 'short',
    },
  ],
  strategies: [
    { name: 'buy_and_hold', title: 'buy and hold', strategy: 'buy-and-hold' },
    {
      name: 'average_cross',
      title: 'averages of 20 and 100 bars cross',
      strategy: 'sma-cross',
      parameters: { fast: 20, slow: 100 },
    },
    { name: 'donchian', title: 'Donchian breakout', strategy: 'donchian-breakout' },
    { name: 'rsi_reversion', title: 'RSI reversion', strategy: 'rsi-reversion' },
    { name: 'momentum_rotation', title: 'momentum rotation', strategy: 'momentum-rotation' },
    { name: 'reversal_neutral', title: 'reversal, market-neutral', strategy: 'reversal-neutral' },
  ],
});
