import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { Problem } from '../errors/index.js';
import type { ModelCard } from './card.js';
import type { StoredModel } from './model-folder.js';
import { openSession } from './open-session.js';
import { prepareColumns } from './prepare-columns.js';

/** A model ready to score, its session kept open. */
export interface ScoringModel {
  readonly card: ModelCard;
  /** SHA-256 of the ONNX bytes: part of every cache key of its scores. */
  readonly hash: string;
  readonly provider: string;
  readonly note: string | undefined;
  /**
   * A score per row, NaN where the card's rule for missing features leaves none.
   * @param columns raw feature values in the order of the card, NaN for missing; the card's transform is
   * applied here, within each session.
   * @param session ascending, one per row; one session when absent.
   * @throws Problem when the model gives no number for a row whose features are all known.
   */
  score(columns: readonly ArrayLike<number>[], session?: Int32Array): Promise<Float32Array>;
  /** The columns as the model sees them: the card's transform applied within each session. */
  inputs(columns: readonly ArrayLike<number>[], session?: Int32Array): Float32Array[];
  close(): Promise<void>;
}

/** Rows per call of the runtime: bounds the copy of the matrix. */
const BATCH = 16_384;

/**
 * Opens a session for a stored model and checks that its inputs and outputs are what the card says.
 * @throws Problem that names the model and what does not fit.
 */
export async function openScoringModel(
  model: StoredModel,
  executionProviders?: readonly string[],
): Promise<ScoringModel> {
  const { card } = model;
  const { session, provider, note } = await openSession(model.bytes, card.name, executionProviders);
  const feed = planFeed(card, session);
  const output = planOutput(card, session);
  return {
    card,
    hash: model.hash,
    provider,
    note,
    async score(columns, dates) {
      const ready = prepareColumns(card, columns, dates);
      const rows = ready[0].length;
      const scores = new Float32Array(rows);
      for (let from = 0; from < rows; from += BATCH) {
        const to = Math.min(rows, from + BATCH);
        const results = await run(card, session, feed(ready, from, to), output.name);
        readScores(card, results, output.column, scores, from, to);
      }
      return settleMissing(card, ready, scores);
    },
    inputs: (columns, dates) => prepareColumns(card, columns, dates),
    close: () => session.release(),
  };
}

type Feed = (columns: readonly Float32Array[], from: number, to: number) => Record<string, Tensor>;

/** How rows become input tensors: one matrix, or one column tensor per feature. */
function planFeed(card: ModelCard, session: InferenceSession): Feed {
  const inputs = session.inputMetadata;
  const features = card.features.length;
  if (card.input.layout === 'columns') {
    for (const { name } of card.features) {
      const found = inputs.find((input) => input.name === name);
      if (!found)
        throw mismatch(card, `has no input "${name}"; its inputs are ${quoted(session.inputNames)}`);
      checkInput(card, found, 1);
    }
    const extra = session.inputNames.filter(
      (name) => !card.features.some((feature) => feature.name === name),
    );
    if (extra.length > 0)
      throw mismatch(card, `also wants the input ${quoted(extra)}, which the card does not name`);
    return (columns, from, to) =>
      Object.fromEntries(
        card.features.map(({ name }, f) => [
          name,
          floatTensor(inputs, name, columns[f].slice(from, to), [to - from, 1]),
        ]),
      );
  }
  const name = card.input.tensor ?? session.inputNames[0];
  const input = inputs.find((candidate) => candidate.name === name);
  if (!input) throw mismatch(card, `has no input "${name}"; its inputs are ${quoted(session.inputNames)}`);
  if (inputs.length > 1) {
    throw mismatch(
      card,
      `has the inputs ${quoted(session.inputNames)}; with one per feature set input.layout to "columns"`,
    );
  }
  checkInput(card, input, features);
  return (columns, from, to) => {
    const matrix = new Float32Array((to - from) * features);
    for (let f = 0; f < features; f++) {
      const column = columns[f];
      for (let i = from, k = f; i < to; i++, k += features) matrix[k] = column[i];
    }
    return { [name]: floatTensor(inputs, name, matrix, [to - from, features]) };
  };
}

function checkInput(card: ModelCard, input: InferenceSession.ValueMetadata, width: number): void {
  if (!input.isTensor || (input.type !== 'float32' && input.type !== 'float64')) {
    throw mismatch(
      card,
      `wants ${input.isTensor ? input.type : 'no tensor'} at "${input.name}"; floats are given`,
    );
  }
  const [rows, columns] = input.shape;
  if (input.shape.length !== 2 || (typeof columns === 'number' && columns > 0 && columns !== width)) {
    throw mismatch(
      card,
      `wants the shape [${input.shape.join(', ')}] at "${input.name}"; the card names ${width} features`,
    );
  }
  if (typeof rows === 'number' && rows > 0) {
    throw mismatch(card, `takes exactly ${rows} rows; export it with a free first dimension`);
  }
}

/** Which output holds the score. */
function planOutput(
  card: ModelCard,
  session: InferenceSession,
): { name: string; column: number | undefined } {
  const floats = session.outputMetadata.filter(
    (output) => output.isTensor && (output.type === 'float32' || output.type === 'float64'),
  );
  const wanted = card.output.tensor;
  const chosen =
    wanted === undefined
      ? (floats.find(({ name }) => name === 'score') ?? floats.at(-1))
      : floats.find(({ name }) => name === wanted);
  if (!chosen) {
    throw mismatch(
      card,
      `has no float output${wanted === undefined ? '' : ` "${wanted}"`}; its outputs are ${quoted(session.outputNames)}`,
    );
  }
  return { name: chosen.name, column: card.output.column };
}

async function run(
  card: ModelCard,
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  output: string,
): Promise<Tensor> {
  try {
    return (await session.run(feeds, [output]))[output];
  } catch (cause) {
    throw new Problem('input', `model ${card.name} failed while scoring: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function readScores(
  card: ModelCard,
  tensor: Tensor,
  column: number | undefined,
  scores: Float32Array,
  from: number,
  to: number,
): void {
  const rows = to - from;
  const data = tensor.data as Float32Array | Float64Array;
  const width = data.length / rows;
  if (!Number.isInteger(width) || width === 0 || (tensor.dims.length > 0 && tensor.dims[0] !== rows)) {
    throw mismatch(card, `gave the shape [${tensor.dims.join(', ')}] for ${rows} rows`);
  }
  if (column === undefined && width > 2) {
    throw mismatch(card, `gives ${width} columns; say which one is the score with output.column`);
  }
  const at = column ?? width - 1;
  if (at >= width) throw mismatch(card, `gives ${width} columns; output.column is ${at}`);
  for (let i = 0; i < rows; i++) scores[from + i] = data[i * width + at];
}

/** Applies the rule for missing features and refuses a model that does not know what it computes. */
function settleMissing(
  card: ModelCard,
  columns: readonly Float32Array[],
  scores: Float32Array,
): Float32Array {
  let failed = 0;
  let complete = 0;
  for (let i = 0; i < scores.length; i++) {
    const isComplete = columns.every((column) => column[i] === column[i]);
    if (isComplete) {
      complete++;
      if (!Number.isFinite(scores[i])) failed++;
    } else if (card.input.missing === 'skip') {
      scores[i] = Number.NaN;
    }
  }
  if (failed === 0) return scores;
  throw new Problem(
    'input',
    `model ${card.name} gave no number for ${failed} of ${complete} rows whose features are all known`,
    {
      suggestion: 'Check its weights and the transform that its card states.',
    },
  );
}

function floatTensor(
  inputs: readonly InferenceSession.ValueMetadata[],
  name: string,
  data: Float32Array,
  dims: readonly number[],
): Tensor {
  const input = inputs.find((candidate) => candidate.name === name);
  if (input?.isTensor && input.type === 'float64')
    return new Tensor('float64', Float64Array.from(data), dims);
  return new Tensor('float32', data, dims);
}

function mismatch(card: ModelCard, fault: string): Problem {
  return new Problem('input', `model ${card.name} ${fault}`, {
    suggestion: 'Make card.json and model.onnx agree.',
  });
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
