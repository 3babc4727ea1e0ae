import type {
  DecileRow,
  RecordSnapshot,
  ResultsSnapshot,
  TonightSnapshot,
} from '../../../pipelines/site/snapshots/index.js';

/** Four symbols: a best, a middle, a worst, and one too young for a score. */
export const RESULTS: ResultsSnapshot = {
  asOf: '2018-02-07',
  runId: 'run-2',
  ids: [0, 1, 2, 3],
  symbols: ['AAA', 'BBB', 'CCC', 'DDD'],
  names: ['Alpha', null, 'Gamma', 'Delta'],
  sectors: ['Energy', 'Energy', null, 'Utilities'],
  dates: ['2018-02-07', '2018-02-07', '2018-02-07', '2018-02-07'],
  ranks: [1, 2, 3, null],
  scores: [30, 5, -40, null],
  previousRanks: [3, 2, 1, null],
  closes: [100, 50, 20, 10],
  changes: [0.01, 0, -0.02, null],
  families: { trend: [25, 4, -10, null], momentum: [-5, 0.5, -25, null], oscillator: [10, 0.5, -5, null] },
  sparks: ['A9', '', '9A', ''],
  matches: { oversold: [2, 0] },
};

const decile = (d: number, meanReturn: number): DecileRow => ({
  subject: 'score',
  horizon: 10,
  decile: d,
  meanReturn,
  hitRate: 0.5,
  observations: 100,
});

export const RECORD: RecordSnapshot = {
  records: [
    { subject: 'score', horizon: 10, meanIc: 0.012, icStdErr: 0.009, days: 400, observations: 20_000 },
  ],
  deciles: [decile(1, -0.001), decile(10, 0.004)],
};

export const TONIGHT: TonightSnapshot = {
  facts: {
    runId: 'run-2',
    previousRunId: 'run-1',
    asOf: '2018-02-07',
    finishedAt: '2018-02-07T06:00:00Z',
    source: 'csv',
    isSynthetic: false,
    dataHash: 'new',
    codeVersion: 'c',
    seed: 1,
    regime: 'up_volatile',
    trials: 41,
    symbols: 4,
    scanned: 4,
    failed: 0,
    delisted: 1,
    rowsRead: 100,
    rowsAccepted: 97,
    rowsRejected: 3,
    rowsFlagged: 0,
    firstDate: '2013-02-08',
    lastDate: '2018-02-07',
    benchmark: 'SPX',
    cache: null,
  },
  regimeSessions: 2,
  previous: { run_id: 'run-1', as_of: '2018-02-06', data_hash: 'old' },
  scans: [{ scan: 'oversold', title: 'oversold in an uptrend', direction: 'long', matches: 2 }],
  entered: [{ scan: 'oversold', symbol: 'AAA' }],
  left: [],
  due: {
    signals: 1200,
    right: 590,
    meanGain: -0.0025,
    rows: [
      { scan: 'bottom', symbol: 'CCC', direction: 'short', forward_return: 0.02, gain: -0.02 },
      { scan: 'oversold', symbol: 'AAA', direction: 'long', forward_return: 0.03, gain: 0.02 },
    ],
  },
  track: [{ scan: 'oversold', horizon: 10, n: 1944, days: 900, mean: 0.006, hit_rate: 0.55, std_err: 0.002 }],
  recentFlags: { byKind: [], rows: [] },
};
