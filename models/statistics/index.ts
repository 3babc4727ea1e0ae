export type { Argsort } from './argsort.js';
export { createArgsort } from './argsort.js';
export type { IcBySession, IcOptions, InformationCoefficient } from './information-coefficient.js';
export { informationCoefficient, rankIcBySession, summariseIc } from './information-coefficient.js';
export type { MeanWithError } from './newey-west.js';
export { neweyWest, overlapLag } from './newey-west.js';
export type { QuantileRecord, QuantileSums } from './quantile-record.js';
export { decileRecord, emptyQuantileSums, quantileSums, summariseQuantiles } from './quantile-record.js';
export { averageRanks } from './ranks.js';
export { returnCorrelation } from './return-correlation.js';
export type { ReturnOrder } from './return-order.js';
export { orderReturns } from './return-order.js';
export { spearman } from './spearman.js';
export type { EquitySummary } from './equity-summary.js';
export type { Account, Convention, Figure, FigureGroup, FigureUnit, FigureVariant } from './figure.js';
export type { FigureBasis } from './figure-basis.js';
export type { BenchmarkReturns } from './benchmark-returns.js';
export { prepareBenchmark } from './benchmark-returns.js';
export type { FigureOptions, FigureWorkspace, FillOptions } from './figures.js';
export { createFigureWorkspace, FIGURES, figures, fillFigures } from './figures.js';
export { normalCdf } from './normal-cdf.js';
export { normalQuantile } from './normal-quantile.js';
export { periodsPerYear } from './periods-per-year.js';
export { quantile, quantileInPlace } from './quantile.js';
export type { DeflatedBest, SharpeSample } from './sharpe-distribution.js';
export {
  deflateBest,
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeStandardError,
} from './sharpe-distribution.js';
export { studentTCdf } from './student-t.js';
export type { TradeColumns, TradeRow } from './trade-columns.js';
export { tradeColumns } from './trade-columns.js';
export type {
  ForwardReturns,
  TearSheet,
  TearSheetHorizon,
  TearSheetInput,
  TearSheetTurnover,
} from './factor-tear-sheet.js';
export { factorTearSheet } from './factor-tear-sheet.js';
export type { Period, PeriodRow } from './period-figures.js';
export { figuresByPeriod } from './period-figures.js';
export { bucketTurnover, scoreBuckets } from './quantile-turnover.js';
export type { RegimeRow } from './regime-figures.js';
export { figuresByRegime } from './regime-figures.js';
export type { TradeGroupRow } from './trades-by-group.js';
export { tradesByGroup } from './trades-by-group.js';
export type { ScoreRecordRow, ScoreSums } from './score-record.js';
export { emptyScoreSums, fillScoreSums, scoreRecord, summariseScore } from './score-record.js';
