import type { Database } from '../../store/index.js';

/** Where a model's bytes lie in models.bin; every part begins at a multiple of four. */
export interface ModelFile {
  /** The ONNX file. */
  readonly onnx: readonly [from: number, to: number];
  /** Float32, row by row, features in the card's order, already transformed: feed it as it is. */
  readonly inputs: readonly [from: number, to: number];
  /** Float32, one a row: what the nightly's runtime gave. NaN where it gave none. */
  readonly scores: readonly [from: number, to: number];
  /** The symbol of each row. */
  readonly symbols: readonly string[];
}

/** The files of the models of a run, one after the other, and their places by model. */
export async function modelFiles(
  database: Database,
  runId: string,
): Promise<{ bytes: Uint8Array; places: ReadonlyMap<string, ModelFile> }> {
  const rows = await database.rows('SELECT * FROM model_files WHERE run_id = $1 ORDER BY model', [runId]);
  const parts: Uint8Array[] = [];
  let length = 0;
  const add = (base64: unknown): readonly [number, number] => {
    const bytes = Buffer.from(String(base64), 'base64');
    const from = length;
    parts.push(bytes, new Uint8Array((4 - (bytes.length % 4)) % 4));
    length += Math.ceil(bytes.length / 4) * 4;
    return [from, from + bytes.length];
  };
  const places = new Map(
    rows.map((row): [string, ModelFile] => [
      String(row.model),
      {
        onnx: add(row.onnx),
        inputs: add(row.inputs),
        scores: add(row.scores),
        symbols: JSON.parse(String(row.symbols)) as string[],
      },
    ]),
  );
  return { bytes: new Uint8Array(Buffer.concat(parts)), places };
}

/** How many different known values each input takes over the symbols of a run, in the card's order. */
export function inputValues(bytes: Uint8Array, { inputs: [from, to], symbols }: ModelFile): number[] {
  const values = new Float32Array(bytes.slice(from, to).buffer);
  const columns = values.length / symbols.length;
  return Array.from({ length: columns }, (_, f) => {
    const column = new Set<number>();
    for (let at = f; at < values.length; at += columns) if (!Number.isNaN(values[at])) column.add(values[at]);
    return column.size;
  });
}
