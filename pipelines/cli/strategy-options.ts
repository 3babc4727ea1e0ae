import type { Command } from 'commander';

/** What the flags below leave in a command's options. */
export interface StrategyFlags {
  readonly entry?: string;
  readonly exit?: string;
  readonly short?: string;
  readonly cover?: string;
  readonly entryLimit?: string;
  readonly entryStop?: string;
  readonly shortLimit?: string;
  readonly shortStop?: string;
  readonly rank?: string;
  readonly weight?: string;
  readonly param?: readonly string[];
  readonly cash?: string;
  readonly commissionBps?: string;
  readonly commissionPerShare?: string;
  readonly commissionPerTrade?: string;
  readonly commissionMinimum?: string;
  readonly spreadBps?: string;
  readonly slippage?: string;
  readonly size?: string;
  readonly units?: string;
  readonly leverage?: string;
  readonly fill?: string;
  readonly stopLoss?: string;
  readonly target?: string;
  readonly trailing?: string;
  readonly stopBasis?: string;
  readonly maxBars?: string;
  readonly valid?: string;
  readonly borrowRate?: string;
  readonly cashRate?: string;
  readonly delistingHaircut?: string;
  readonly compat?: string;
  readonly portfolio?: boolean;
  readonly maxPositions?: string;
  readonly maxPerSector?: string;
  readonly sectorCap?: string;
  readonly rebalance?: string;
  readonly drift?: string;
  readonly hold?: string;
  readonly gross?: string;
}

/** Adds the flags that make up a strategy and its account. */
export function addStrategyFlags(command: Command): Command {
  return command
    .option('--entry <condition>', 'enter long: --entry "crossover(sma(close,10), sma(close,30))"')
    .option('--exit <condition>', 'leave a long: --exit "rsi(14) > 55"')
    .option('--short <condition>', 'enter short: --short "close < lowest(low,20)[1]"')
    .option('--cover <condition>', 'leave a short: --cover "close > sma(close,10)"')
    .option('--entry-limit <price>', 'enter by a limit order: --entry-limit "0.99 * close"')
    .option('--entry-stop <price>', 'enter by a stop order: --entry-stop "highest(high,20)"')
    .option('--short-limit <price>', 'enter short by a limit order')
    .option('--short-stop <price>', 'enter short by a stop order')
    .option('--valid <bars>', 'bars for which a limit or stop entry works (default: 1)')
    .option('--stop-loss <distance>', 'fraction below the entry, or ATRs: --stop-loss 0.05, --stop-loss 2atr')
    .option('--target <distance>', 'fraction above the entry, or ATRs: --target 0.10')
    .option('--trailing <distance>', 'trailing stop: --trailing 0.08, --trailing 3atr')
    .option(
      '--stop-basis <basis>',
      'fill: distances from the entry fill (default); signal: from its signal bar’s close',
    )
    .option('--max-bars <n>', 'leave at the open of bar entry + n: --max-bars 5')
    .option('--param <name=value...>', 'parameters of a named strategy, or names in your expressions')
    .option('--cash <amount>', 'starting cash (default: 100000)')
    .option(
      '--commission-bps <bps>',
      'basis points of the traded value, each fill (default: the config’s costBps)',
    )
    .option('--commission-per-share <amount>', 'per share, each fill')
    .option('--commission-per-trade <amount>', 'fixed, each fill')
    .option('--commission-minimum <amount>', 'least fee of a fill')
    .option('--spread-bps <bps>', 'full bid-ask spread; a market order pays half of it')
    .option(
      '--slippage <rule>',
      '5bps, 0.01/share, 0.1vol (of a bar’s volatility), 0.5impact (square root of volume share)',
    )
    .option(
      '--size <rule>',
      'all-in (default), cash:10000, shares:100, equity:0.2, vol:0.15, risk:0.01@2, kelly:0.5',
    )
    .option('--units <units>', 'integer (default), fractional, lot:100')
    .option('--leverage <factor>', 'gross exposure per unit of equity (default: 1)')
    .option('--fill <when>', 'next-open (default), next-close, this-close')
    .option('--borrow-rate <rate>', 'annual fee on short positions, as 0.01')
    .option('--cash-rate <rate>', 'annual interest on cash, as 0.03')
    .option('--delisting-haircut <share>', 'close positions at a symbol’s last bar, at close × (1 − share)')
    .option('--compat <engine>', 'fill rules and figures as: technic (default), backtesting.py, vectorbt')
    .option('--portfolio', 'all symbols in one cash account; each flag below implies it')
    .option('--rank <expression>', 'which entries come first, highest first: --rank "-rsi(2)"')
    .option('--max-positions <n>', 'positions at one time')
    .option('--max-per-sector <n>', 'positions of one sector at one time; needs sectors')
    .option('--sector-cap <share>', 'gross exposure of one sector, as a share of equity: --sector-cap 0.3')
    .option(
      '--rebalance <when>',
      'hold target weights, set at the open: weekly, monthly, quarterly, yearly, once, or every n sessions (as 10)',
    )
    .option('--drift <share>', 'rebalance also when a weight is off by more than this: --drift 0.05')
    .option(
      '--hold <what>',
      'equal (default): every symbol alike; top:10: the highest --rank; top:10/10: those long, the lowest short; weights: those of --weight',
    )
    .option(
      '--weight <expression>',
      'share of equity wanted, negative short: --weight "0.1 * sign(return_21)"',
    )
    .option('--gross <factor>', 'sum of the weights of equal and top (default: 1)');
}
