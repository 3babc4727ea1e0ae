import {
  compatibilities,
  type CostKind,
  costRecords,
  defaultOfSetting,
  exampleCost,
  exampleSizes,
  exitReasons,
  rejectionReasons,
  settingRecords,
  type SizeRule,
  sizeRecords,
} from '../models/simulation/index.js';
import type { MethodPart } from './method-entry.js';
import { methodSection } from './method-section.js';
import { methodColumn, methodTable } from './method-table.js';
import { count, fixed } from './number-format.js';

const COSTS = Object.keys(costRecords) as CostKind[];
const SIZES = Object.keys(sizeRecords) as SizeRule['kind'][];
const SETTINGS = Object.keys(settingRecords) as (keyof typeof settingRecords)[];
const EXITS = Object.keys(exitReasons) as (keyof typeof exitReasons)[];
const REFUSALS = Object.keys(rejectionReasons) as (keyof typeof rejectionReasons)[];

/** What trading costs: every kind, with what the engine takes in an example. */
export function methodCosts(): MethodPart {
  return methodSection(
    'Costs',
    'They add up. In each example 100 shares are bought at 50 and sold eight nights later at 52, the volume is 10,000 and the volatility of a bar 0.02; the amount is what the engine left less of, with that cost alone.',
    methodTable({
      caption: `${COSTS.length} kinds of cost`,
      section: 'Costs',
      rows: COSTS.length,
      columns: [
        methodColumn('setting', (i) => COSTS[i], 'code'),
        methodColumn('formula', (i) => costRecords[COSTS[i]].formula, 'words'),
        methodColumn('unit', (i) => costRecords[COSTS[i]].unit, 'words'),
        methodColumn('charged', (i) => costRecords[COSTS[i]].charged, 'words'),
        methodColumn('for example', (i) => JSON.stringify(costRecords[COSTS[i]].example), 'code'),
        {
          key: 'takes',
          label: 'takes',
          unit: 'cash',
          numeric: true,
          text: (i) => fixed(exampleCost(costRecords[COSTS[i]])),
        },
        methodColumn('source', (i) => costRecords[COSTS[i]].source, 'words'),
      ],
    }),
  );
}

/** How many shares an entry asks for: every rule, with what the engine buys in an example. */
export function methodSizes(): MethodPart {
  return methodSection(
    'Sizes',
    'Always cut to what the account can pay with fees, then to whole lots; a budget stays one part in a billion short, so that rounding never overdraws it. In each example 100,000 buys at 50 four times and sells at 53, 48.5 and 53; the volatility of a bar is 0.02, the ATR 1.5.',
    methodTable({
      caption: `${SIZES.length} ways to size an entry`,
      section: 'Sizes',
      rows: SIZES.length,
      columns: [
        methodColumn('size', (i) => SIZES[i], 'code'),
        methodColumn('formula, in shares', (i) => sizeRecords[SIZES[i]].formula, 'words'),
        methodColumn('needs', (i) => sizeRecords[SIZES[i]].needs),
        methodColumn('for example', (i) => JSON.stringify(sizeRecords[SIZES[i]].example), 'code'),
        {
          key: 'buys',
          label: 'buys',
          unit: 'shares, entry by entry',
          numeric: true,
          text: (i) => exampleSizes(sizeRecords[SIZES[i]]).map(count).join('  '),
        },
        methodColumn('source', (i) => sizeRecords[SIZES[i]].source, 'words'),
      ],
    }),
  );
}

/** What an account may do: its settings with their defaults, and every reason it gives. */
export function methodAccount(): MethodPart {
  const differences = compatibilities.flatMap(({ name, differences: all }) =>
    all.map((text) => ({ name, text })),
  );
  return methodSection(
    'Account',
    'One symbol, each symbol on its own, or one account for many. What cannot be filled is reported with its reason, never dropped.',
    methodTable({
      caption: `${SETTINGS.length} settings`,
      section: 'Settings',
      rows: SETTINGS.length,
      columns: [
        methodColumn('setting', (i) => SETTINGS[i], 'code'),
        methodColumn('what it does', (i) => settingRecords[SETTINGS[i]], 'words'),
        methodColumn('default', (i) => defaultOfSetting(SETTINGS[i])),
      ],
    }),
    methodTable({
      caption: 'Why a position was closed',
      section: 'Exits',
      rows: EXITS.length,
      columns: [
        methodColumn('reason', (i) => EXITS[i], 'code'),
        methodColumn('meaning', (i) => exitReasons[EXITS[i]], 'words'),
      ],
    }),
    methodTable({
      caption: 'Why an order was not filled, or not in full',
      section: 'Refusals',
      rows: REFUSALS.length,
      columns: [
        methodColumn('reason', (i) => REFUSALS[i], 'code'),
        methodColumn('meaning', (i) => rejectionReasons[REFUSALS[i]], 'words'),
      ],
    }),
    methodTable({
      caption: 'Compatibility modes, and where results still part',
      section: 'Compatibility',
      rows: differences.length,
      id: (i) => `compatibility-${i + 1}`,
      columns: [
        methodColumn('mode', (i) => differences[i].name),
        methodColumn('difference', (i) => differences[i].text, 'words'),
      ],
    }),
  );
}
