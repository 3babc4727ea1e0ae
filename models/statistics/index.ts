export type { Argsort } from './argsort.js';
export { createArgsort } from './argsort.js';
export type { IcBySession, IcOptions, InformationCoefficient } from './information-coefficient.js';
export { informationCoefficient, rankIcBySession, summariseIc } from './information-coefficient.js';
export type { MeanWithError } from './newey-west.js';
export { neweyWest, overlapLag } from './newey-west.js';
export type { QuantileRecord, QuantileSums } from './quantile-record.js';
export { decileRecord, emptyQuantileSums, quantileSums, summariseQuantiles } from './quantile-record.js';
export { averageRanks } from './ranks.js';
export { spearman } from './spearman.js';
export type { EquitySummary } from './equity-summary.js';
export type { Account, Convention, Figure, FigureGroup, FigureUnit, FigureVariant } from './figure.js';
export type { FigureOptions, FigureWorkspace } from './figures.js';
export { createFigureWorkspace, FIGURES, figures, fillFigures } from './figures.js';
export { normalCdf, normalPdf } from './normal-cdf.js';
export { normalQuantile } from './normal-quantile.js';
export { quantile, quantileInPlace } from './quantile.js';
export type { SharpeSample } from './sharpe-distribution.js';
export {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeStandardError,
} from './sharpe-distribution.js';
export { studentTCdf } from './student-t.js';
export type { TradeColumns, TradeRow } from './trade-summary.js';
export { tradeColumns } from './trade-summary.js';
