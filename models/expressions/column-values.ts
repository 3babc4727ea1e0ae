import type { Arena } from './arena.js';
import { calendarColumn } from './calendar-columns.js';
import type { SymbolInputs } from './symbol-inputs.js';

/** One value per bar of a column that an expression names. @throws when it was declared and not given. */
export function columnValues(name: string, inputs: SymbolInputs, arena: Arena, length: number): Float64Array {
  const { bars, benchmarkClose, extra } = inputs;
  switch (name) {
    case 'open':
    case 'high':
    case 'low':
    case 'close':
    case 'volume':
      return bars[name];
    case 'benchmark_close':
      return benchmarkClose ?? arena.constant(Number.NaN, length);
    case 'weekday':
    case 'day':
    case 'month':
    case 'year': {
      const output = new Float64Array(length);
      calendarColumn(name, bars.time, output);
      return output;
    }
    default: {
      const given = extra?.[name];
      if (given === undefined)
        throw new Error(`evaluateStage: the column "${name}" was declared but not given`);
      return given;
    }
  }
}
