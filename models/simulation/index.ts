export type { BarEvent, Compatibility, CompatibilityMode, FillRules } from './fill-rules.js';
export {
  barEvents,
  compatibilities,
  fillRulesOf,
  PESSIMISTIC_RULES,
  VECTORBT_RULES,
} from './fill-rules.js';
export type { CostKind, CostRecord } from './cost-records.js';
export { costRecords, exampleCost } from './cost-records.js';
export type { FillExample } from './fill-examples.js';
export { fillExamples, rulesOfExample } from './fill-examples.js';
export type { SizeRecord } from './size-records.js';
export { exampleSizes, sizeRecords } from './size-records.js';
export { defaultOfSetting, exitReasons, rejectionReasons, settingRecords } from './setting-records.js';
export type { PortfolioPanel } from './panel.js';
export type { PortfolioSettings, Rebalance, Selection } from './portfolio-settings.js';
export type { RebalanceCalendar } from './calendar-rule.js';
export type { PortfolioResult } from './simulate-portfolio.js';
export { simulatePortfolio } from './simulate-portfolio.js';
export type {
  Commission,
  Distance,
  Financing,
  SimulationSettings,
  SizeRule,
  Slippage,
  Trailing,
} from './settings.js';
export type { AccountView, Decide, Decision, EntryOrder, Signals } from './signals.js';
export type { SimulationResult, SimulationWorkspace } from './simulate.js';
export { simulate } from './simulate.js';
export type { ExitReason, Rejection, RejectionReason, Totals, Trade } from './trade.js';
export type { MarketEvents } from './market-events.js';
export { createMarketEvents, crossEvents, ENTRY, signalEvents } from './market-events.js';
export type { MarketRun } from './simulate-market.js';
export { createMarketRun, marketSettings, simulateMarket } from './simulate-market.js';
export type { SweepWorkspace } from './sweep-workspace.js';
export { createSweepWorkspace } from './sweep-workspace.js';
export type { TradeRecord } from './trade-digest.js';
export { tradeDigest } from './trade-digest.js';
