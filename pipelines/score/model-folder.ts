import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem, toProblem } from '../errors/index.js';
import { CASES_FILE } from './case-library.js';
import { cardSchema, type ModelCard, type ModelCardInput } from './card.js';
import type { OwnModelJson } from './own-model.js';
import { replaceFolder, settleFolder, unsettledFolders } from './replace-folder.js';

/** A model as stored: its card, its ONNX bytes, their SHA-256. */
export interface StoredModel {
  readonly folder: string;
  readonly card: ModelCard;
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** Our own models, in the form that explanations are computed from. */
export const OWN_FILE = 'model.json';
const MODEL_FILE = 'model.onnx';
const CARD_FILE = 'card.json';
/** Far above any tabular model; a file of this size is a mistake and must not fill the memory. */
const MAX_BYTES = 512 * 1024 * 1024;

/** What our own models have besides: the form that reasons are computed from, and past cases. */
export interface OwnParts {
  readonly own?: OwnModelJson;
  /** The bytes of a case library. */
  readonly cases?: Uint8Array;
}

/**
 * Writes `model.onnx` and `card.json` (and what our own models have besides), whole or not at all, in place of
 * an older model of the same name: a reader finds the one or the other at every moment.
 */
export function writeModel(
  folder: string,
  bytes: Uint8Array,
  input: ModelCardInput,
  parts: OwnParts = {},
): StoredModel {
  const hash = sha256(bytes);
  const card = parseCard({ ...input, sha256: hash }, folder);
  try {
    replaceFolder(folder, (staged) => {
      writeFileSync(join(staged, MODEL_FILE), bytes);
      writeFileSync(join(staged, CARD_FILE), `${JSON.stringify(card, null, 2)}\n`);
      if (parts.own) writeFileSync(join(staged, OWN_FILE), JSON.stringify(parts.own));
      if (parts.cases) writeFileSync(join(staged, CASES_FILE), parts.cases);
    });
  } catch (error) {
    throw toProblem(error);
  }
  return { folder, card, bytes, hash };
}

/**
 * Reads a model folder and checks its card; the ONNX file itself is checked when a session is opened.
 * @throws Problem when a file is missing, too large or changed, or the card does not hold.
 */
export function readModel(folder: string): StoredModel {
  const card = readCard(folder);
  const path = join(folder, MODEL_FILE);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) {
    throw new Problem('input', `${folder} has a card but no ${MODEL_FILE}`, {
      suggestion: `Put the ONNX file there under the name ${MODEL_FILE}.`,
    });
  }
  if (size === 0) {
    throw new Problem('input', `${path} is empty: 0 bytes`, {
      suggestion: 'Copy the file again; the copy or the export was interrupted.',
    });
  }
  if (size > MAX_BYTES) {
    throw new Problem(
      'input',
      `${path} has ${Math.round(size / 2 ** 20)} MB; at most ${MAX_BYTES / 2 ** 20} MB are read`,
      {
        suggestion: 'Export the model without training state, or train a smaller one.',
      },
    );
  }
  const bytes = new Uint8Array(readFileSync(path));
  const hash = sha256(bytes);
  if (card.sha256 !== undefined && card.sha256 !== hash) {
    throw new Problem('input', `${path} is not the file that its card describes (SHA-256 differs)`, {
      suggestion: 'Restore the file, or correct sha256 in card.json if the change was meant.',
    });
  }
  return { folder, card, bytes, hash };
}

/** The card of a model folder alone. */
export function readCard(folder: string): ModelCard {
  const path = join(folder, CARD_FILE);
  if (!existsSync(folder)) settleFolder(folder);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Problem('input', `${folder} has no ${CARD_FILE}`, {
      suggestion: 'A model is a folder with model.onnx and card.json; the card names its features in order.',
      cause,
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Problem('input', `${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  return parseCard(json, path);
}

/**
 * Names of the model folders in a directory, in order; empty when it does not exist. One that has only the model
 * or only the card is listed too: whoever reads it says what is missing. Folders that begin with a dot are what a
 * killed write left behind, not models.
 */
export function listModels(directory: string): string[] {
  if (!existsSync(directory)) return [];
  for (const name of unsettledFolders(directory)) settleFolder(join(directory, name));
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(({ name }) => [CARD_FILE, MODEL_FILE].some((file) => existsSync(join(directory, name, file))))
    .map((entry) => entry.name)
    .sort();
}

function parseCard(json: unknown, where: string): ModelCard {
  const result = cardSchema.safeParse(json);
  if (result.success) return result.data;
  throw new Problem('input', `${where} does not hold a valid model card:\n${z.prettifyError(result.error)}`, {
    suggestion: 'Correct the named keys; "npx technic models show NAME --json" prints a valid card.',
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
