import { everyBar, exampleBars, type ExampleSession, signalAt } from './example-bars.js';
import type { Commission, Financing, SimulationSettings, Slippage } from './settings.js';
import { simulate } from './simulate.js';

/** Everything that can cost an account something, by the setting that asks for it. */
export type CostKind =
  | `commission.${keyof Commission}`
  | 'spreadBps'
  | `slippage.${Exclude<Slippage['kind'], 'none'>}`
  | `financing.${keyof Financing}`
  | 'delisting.haircut';

/** One kind of cost: its formula, its unit, and settings for an example. */
export interface CostRecord {
  readonly formula: string;
  readonly unit: string;
  readonly charged: string;
  readonly source: string;
  readonly example: SimulationSettings;
  /** The example sells short instead of buying. */
  readonly isShort?: true;
}

const DESK = "as brokers' price lists state it";

/** Every kind of cost. Costs add up; the spread and the slippage rule are within the price of the fill. */
export const costRecords: Readonly<Record<CostKind, CostRecord>> = {
  'commission.bps': {
    formula: 'bps / 10,000 x shares x price',
    unit: 'basis points of the value traded',
    charged: 'each fill',
    source: DESK,
    example: { commission: { bps: 10 } },
  },
  'commission.perShare': {
    formula: 'amount x shares',
    unit: 'cash a share',
    charged: 'each fill',
    source: DESK,
    example: { commission: { perShare: 0.005 } },
  },
  'commission.perTrade': {
    formula: 'amount',
    unit: 'cash a fill',
    charged: 'each fill',
    source: DESK,
    example: { commission: { perTrade: 2 } },
  },
  'commission.minimum': {
    formula: 'max(minimum, the three above together)',
    unit: 'cash a fill',
    charged: 'each fill',
    source: DESK,
    example: { commission: { perShare: 0.005, minimum: 1 } },
  },
  spreadBps: {
    formula: 'spread / 20,000 x price a share: half the spread',
    unit: 'basis points of the price, bid to ask',
    charged: 'market and stop fills; limits and targets get their price',
    source: 'Roll (1984), Journal of Finance 39(4): a trade pays half the spread',
    example: { spreadBps: 4 },
  },
  'slippage.bps': {
    formula: 'bps / 10,000 x price a share',
    unit: 'basis points of the price',
    charged: 'market and stop fills',
    source: 'a stated assumption',
    example: { slippage: { kind: 'bps', bps: 5 } },
  },
  'slippage.per-share': {
    formula: 'amount a share',
    unit: 'cash a share',
    charged: 'market and stop fills',
    source: 'a stated assumption',
    example: { slippage: { kind: 'per-share', amount: 0.01 } },
  },
  'slippage.volatility': {
    formula: 'multiple x volatility of one bar x price a share',
    unit: 'standard deviations of a bar',
    charged: 'market and stop fills',
    source: 'a stated assumption',
    example: { slippage: { kind: 'volatility', multiple: 0.05 } },
  },
  'slippage.square-root': {
    formula: 'coefficient x volatility of one bar x \u221a(shares / volume of the bar) x price a share',
    unit: 'standard deviations of a bar, for the whole volume',
    charged: 'market and stop fills',
    source: 'Almgren et al. (2005), Risk 18(7); T\u00f3th et al. (2011), Physical Review X 1',
    example: { slippage: { kind: 'square-root', coefficient: 1 } },
  },
  'financing.borrow': {
    formula: 'rate x value of the short at the previous close x days / 365',
    unit: 'fraction a year',
    charged: 'each night a short is held',
    source: 'actual/365',
    example: { financing: { borrow: 0.03 } },
    isShort: true,
  },
  'financing.cash': {
    formula: 'rate x cash that is not the proceeds of a short x days / 365, earned',
    unit: 'fraction a year',
    charged: 'each night',
    source: 'actual/365',
    example: { financing: { cash: 0.02 } },
  },
  'financing.margin': {
    formula: 'rate x cash owed x days / 365',
    unit: 'fraction a year',
    charged: 'each night in debt',
    source: 'actual/365',
    example: { cash: 3000, leverage: 2, financing: { margin: 0.08 } },
  },
  'delisting.haircut': {
    formula: 'haircut x last close x shares held',
    unit: 'fraction of the last close',
    charged: 'when the symbol leaves the market',
    source: 'Shumway (1997), Journal of Finance 52(1): a delisting return that is left out flatters',
    example: { delisting: { haircut: 0.3 } },
  },
};

/** What the account of a cost's example does: 100 shares at 50 on the second day, out at 52 on the tenth. */
const SESSIONS: readonly ExampleSession[] = [
  [50, 50, 50, 50],
  ...Array.from({ length: 8 }, (): ExampleSession => [50, 51, 49, 50]),
  [52, 53, 51, 52],
];

/**
 * What a kind of cost takes from the account of its example, in cash: the final equity without it less
 * that with it. Negative where the account is paid.
 */
export function exampleCost({ example, isShort }: CostRecord): number {
  const bars = exampleBars(SESSIONS);
  const isHeld = example.delisting !== undefined;
  const inAt = signalAt(bars, 0);
  const outAt = isHeld ? signalAt(bars) : signalAt(bars, 8);
  const signals = isShort ? { short: inAt, cover: outAt } : { entry: inAt, exit: outAt };
  const final = (settings: SimulationSettings) => {
    const { equity } = simulate(
      bars,
      { ...signals, volatility: everyBar(bars, 0.02) },
      {
        cash: 10_000,
        size: { kind: 'shares', shares: 100 },
        ...settings,
      },
    );
    return equity[equity.length - 1];
  };
  const { cash = 10_000, leverage = 1 } = example;
  return final({ cash, leverage }) - final(example);
}
