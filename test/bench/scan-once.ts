import { planScan, runScan } from '../../pipelines/scan/index.js';
import { openForReading } from '../../pipelines/store/index.js';

const RULE = 'rsi(2) < 10 and close > sma(close, 200)';
const scan = {
  name: 'oversold',
  title: 'oversold',
  where: RULE,
  rank: '-rsi(2)',
  direction: 'long' as const,
};

const database = await openForReading(process.argv[2]);
const begun = performance.now();
await runScan(database, planScan({ scans: [scan] }), { adjust: 'all' });
const seconds = (performance.now() - begun) / 1000;
database.close();
// maxRSS is in KiB.
console.log(JSON.stringify({ seconds, peakGiB: process.resourceUsage().maxRSS / 2 ** 20 }));
