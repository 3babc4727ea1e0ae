import type { Indicator, IndicatorParameter, IndicatorStream, Span } from './indicator.js';

export type { Span } from './indicator.js';

/** An indicator as its file writes it: the record, and one resumable loop for batch and stream alike. */
export interface IndicatorDefinition extends Omit<Indicator, 'compute' | 'stream' | 'loop'> {
  /** How many earlier bars the loop reads; default: the lookback and two more. */
  history?(parameters: readonly number[]): number;
  /** Whether it reads earlier bars of its own outputs; those of its inputs and scratch series it always may. */
  readonly readsBack?: boolean;
  /** Number of derived series. */
  readonly scratch?: number;
  /** Number of values kept from one stretch to the next, fixed or by parameters. */
  readonly memory?: number | ((parameters: readonly number[]) => number);
  run(span: Span, parameters: readonly number[]): void;
}

/**
 * Makes the registry record of a definition. The batch form runs the loop once over all bars, the
 * streaming form once per bar over a sliding buffer: the same instructions, so the same bits.
 * @throws from `lookback`, `compute` and `stream` on a parameter out of bounds or arrays that do not fit.
 */
export function defineIndicator(definition: IndicatorDefinition): Indicator {
  const { run, history, readsBack = false, scratch = 0, memory = 0, ...record } = definition;
  const kept = typeof memory === 'number' ? () => memory : memory;
  const depth = (parameters: readonly number[]): number =>
    Math.max(1, history ? history(parameters) : definition.lookback(parameters) + 2);
  return {
    ...record,
    lookback(parameters) {
      checkParameters(record, parameters);
      return definition.lookback(parameters);
    },
    compute(inputs, parameters, outputs) {
      checkParameters(record, parameters);
      const length = checkArrays(record, inputs, outputs);
      const derived = newSeries(scratch, length);
      const span = {
        from: 0,
        to: length,
        inputs,
        outputs,
        scratch: derived,
        memory: new Float64Array(kept(parameters)),
      };
      run(span, parameters);
    },
    stream(parameters, state) {
      checkParameters(record, parameters);
      const shape = {
        inputs: record.inputs.length,
        outputs: record.outputs.length,
        scratch,
        memory: kept(parameters),
      };
      return openStream(record.name, run, shape, depth(parameters), [...parameters], state);
    },
    loop(parameters) {
      checkParameters(record, parameters);
      const own = [...parameters];
      const earlier = depth(own);
      return {
        history: earlier,
        outputHistory: readsBack ? earlier : 0,
        scratch,
        memory: kept(own),
        run: (span) => run(span, own),
      };
    },
  };
}

interface StreamShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly scratch: number;
  readonly memory: number;
}

/** State layout: position in the buffers, the loop's memory, then one buffer per series. */
function openStream(
  name: string,
  run: IndicatorDefinition['run'],
  shape: StreamShape,
  depth: number,
  parameters: readonly number[],
  saved?: Float64Array,
): IndicatorStream {
  const capacity = depth + Math.max(depth, 32);
  const count = shape.inputs + shape.outputs + shape.scratch;
  const first = 1 + shape.memory;
  const size = first + count * capacity;
  const state = saved ?? new Float64Array(size);
  if (state.length !== size) {
    throw new Error(
      `${name}: saved state must have ${size} values for these parameters, had ${state.length}`,
    );
  }
  const buffers: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    buffers.push(state.subarray(first + k * capacity, first + (k + 1) * capacity));
  }
  const span: Span = {
    from: 0,
    to: 0,
    inputs: buffers.slice(0, shape.inputs),
    outputs: buffers.slice(shape.inputs, shape.inputs + shape.outputs),
    scratch: buffers.slice(shape.inputs + shape.outputs),
    memory: state.subarray(1, first),
  };
  return {
    state,
    next(inputs, outputs) {
      let position = state[0];
      if (position === capacity) {
        for (let k = 0; k < count; k++) buffers[k].copyWithin(0, capacity - depth, capacity);
        position = depth;
      }
      for (let k = 0; k < shape.inputs; k++) span.inputs[k][position] = inputs[k];
      span.from = position;
      span.to = position + 1;
      run(span, parameters);
      for (let k = 0; k < shape.outputs; k++) outputs[k] = span.outputs[k][position];
      state[0] = position + 1;
    },
  };
}

function newSeries(count: number, length: number): Float64Array[] {
  const series: Float64Array[] = [];
  for (let k = 0; k < count; k++) series.push(new Float64Array(length));
  return series;
}

function checkParameters(record: Pick<Indicator, 'name' | 'parameters'>, values: readonly number[]): void {
  const expected = record.parameters;
  if (values.length !== expected.length) {
    const names = expected.map((parameter) => parameter.name).join(', ') || 'none';
    throw new Error(
      `${record.name}: takes ${expected.length} parameters (${names}), was given ${values.length}`,
    );
  }
  for (let k = 0; k < values.length; k++) checkParameter(record.name, expected[k], values[k]);
}

function checkParameter(name: string, parameter: IndicatorParameter, value: number): void {
  const kind = parameter.integer ? 'an integer' : 'a number';
  const fits = parameter.integer ? Number.isInteger(value) : Number.isFinite(value);
  if (!fits || value < parameter.min) {
    throw new Error(`${name}: ${parameter.name} must be ${kind} ≥ ${parameter.min}, was ${value}`);
  }
  if (value > parameter.max) {
    throw new Error(`${name}: ${parameter.name} must be ${kind} ≤ ${parameter.max}, was ${value}`);
  }
}

function checkArrays(
  record: Pick<Indicator, 'name' | 'inputs' | 'outputs'>,
  inputs: readonly Float64Array[],
  outputs: readonly Float64Array[],
): number {
  const { name } = record;
  if (inputs.length !== record.inputs.length) {
    throw new Error(`${name}: reads ${record.inputs.join(', ')}, was given ${inputs.length} arrays`);
  }
  if (outputs.length !== record.outputs.length) {
    throw new Error(`${name}: fills ${record.outputs.join(', ')}, was given ${outputs.length} arrays`);
  }
  const length = inputs[0].length;
  for (const array of [...inputs, ...outputs]) {
    if (array.length !== length) {
      throw new Error(`${name}: arrays must have the same length, were ${length} and ${array.length}`);
    }
  }
  return length;
}
