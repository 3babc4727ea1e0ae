import { InferenceSession } from 'onnxruntime-node';
import { Problem } from '../errors/index.js';
import { withoutZipMap } from './onnx/without-zip-map.js';

/** An open runtime session and where it computes. */
export interface OpenSession {
  readonly session: InferenceSession;
  readonly provider: string;
  /** What was asked for and is not there, in a sentence; undefined when nothing was. */
  readonly note: string | undefined;
}

/**
 * Opens a session on one thread (float32 sums must not depend on how many there are), on the first of
 * the providers that this machine has; the processor is always the last resort.
 * @throws Problem when the bytes are not ONNX, or need an operator that the runtime lacks.
 */
export async function openSession(
  bytes: Uint8Array,
  name: string,
  executionProviders: readonly string[] = ['cpu'],
): Promise<OpenSession> {
  const readable = readableBytes(bytes, name);
  const refused: string[] = [];
  for (const provider of executionProviders) {
    if (provider === 'cpu') break;
    try {
      const session = await create(readable, provider);
      return { session, provider, note: fallbackNote(name, refused, provider) };
    } catch (error) {
      refused.push(`${provider} (${firstLine(error)})`);
    }
  }
  try {
    return {
      session: await create(readable, 'cpu'),
      provider: 'cpu',
      note: fallbackNote(name, refused, 'cpu'),
    };
  } catch (cause) {
    throw openProblem(name, cause);
  }
}

function create(bytes: Uint8Array, provider: string): Promise<InferenceSession> {
  return InferenceSession.create(bytes, {
    executionProviders: [provider],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    // 4 = fatal only: what goes wrong is told once, in our own words.
    logSeverityLevel: 4,
  });
}

function readableBytes(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return withoutZipMap(bytes);
  } catch (cause) {
    throw notOnnx(name, cause);
  }
}

function openProblem(name: string, cause: unknown): Problem {
  const message = firstLine(cause);
  if (/protobuf|ModelProto does not have a graph/i.test(message)) return notOnnx(name, cause);
  const operator = /No Op registered for (\S+)|(\S+)\(-?\d+\) is not a registered function/.exec(message);
  if (operator) {
    return new Problem(
      'input',
      `model ${name} needs the operator ${operator[1] ?? operator[2]}, which the runtime does not know`,
      {
        suggestion: 'Export it with standard ONNX operators, opset 21 and ai.onnx.ml 5 or older.',
        cause,
      },
    );
  }
  return new Problem('input', `model ${name} cannot be loaded: ${message}`, {
    suggestion: 'Check the file with "npx technic models verify".',
    cause,
  });
}

function notOnnx(name: string, cause: unknown): Problem {
  return new Problem('input', `model.onnx of ${name} is not an ONNX file`, {
    suggestion: 'Export the model with skl2onnx, onnxmltools or torch.onnx; a pickle will not do.',
    cause,
  });
}

function fallbackNote(name: string, refused: readonly string[], provider: string): string | undefined {
  if (refused.length === 0) return undefined;
  return `model ${name} runs on ${provider}; not available: ${refused.join(', ')}`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}
