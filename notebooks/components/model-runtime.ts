import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { count, duration } from './number-format.js';

/** Where a page finds the models' file and the runtime's own. */
export interface RuntimeFiles {
  /** Address of models.bin. */
  readonly models: string;
  /** Address of the runtime's WebAssembly. */
  readonly wasm: string;
}

/** Agreement that is asked of two runtimes on the same model and inputs. */
const AGREEMENT = 1e-6;

/** A button that scores tonight again, in the tab, and holds the result against the nightly's. */
export function modelRuntime({ file, name }: ModelRow, files: RuntimeFiles): HTMLElement {
  if (!file) return element('p', { class: 'note' }, 'Its file is too large to be sent with a page.');
  const status = element('p', { role: 'status' });
  const button = element('button', { type: 'button' }, `Score with ${name} in this tab`);
  button.addEventListener('click', () => {
    button.disabled = true;
    status.textContent = 'Loading the runtime and the model\u2026';
    void say(file, files, status).finally(() => {
      button.disabled = false;
    });
  });
  return element(
    'div',
    { class: 'model-runtime' },
    element(
      'p',
      {},
      'The same file runs here in WebAssembly: no server is asked. It scores the inputs of tonight again and says whether the two agree.',
    ),
    button,
    status,
  );
}

async function say(
  file: NonNullable<ModelRow['file']>,
  files: RuntimeFiles,
  status: HTMLElement,
): Promise<void> {
  try {
    status.textContent = await scoreAgain(file, files);
  } catch (error) {
    status.textContent = `That did not work: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

async function scoreAgain(file: NonNullable<ModelRow['file']>, files: RuntimeFiles): Promise<string> {
  const begun = performance.now();
  const [runtime, response] = await Promise.all([import('onnxruntime-web/wasm'), fetch(files.models)]);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const bytes = await response.arrayBuffer();
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = { wasm: files.wasm };
  const session = await runtime.InferenceSession.create(new Uint8Array(bytes.slice(...file.onnx)));
  const ready = performance.now();
  try {
    const inputs = new Float32Array(bytes.slice(...file.inputs));
    const expected = new Float32Array(bytes.slice(...file.scores));
    const rows = file.symbols.length;
    const [input] = session.inputNames;
    const output = session.outputNames.includes('score')
      ? 'score'
      : session.outputNames[session.outputNames.length - 1];
    const tensor = new runtime.Tensor('float32', inputs, [rows, inputs.length / rows]);
    const results = await session.run({ [input]: tensor });
    const scores = results[output].data as Float32Array;
    let largest = 0;
    for (let i = 0; i < rows; i++) {
      if (!Number.isNaN(expected[i])) largest = Math.max(largest, Math.abs(scores[i] - expected[i]));
    }
    const verdict =
      largest <= AGREEMENT
        ? 'they agree'
        : `they do not agree to ${AGREEMENT}: do not trust either before you know why`;
    return `${count(rows)} symbols scored in ${duration((performance.now() - ready) / 1000)} (runtime and model loaded in ${duration((ready - begun) / 1000)}); largest difference from the nightly ${largest.toExponential(1)}: ${verdict}.`;
  } finally {
    await session.release();
  }
}
