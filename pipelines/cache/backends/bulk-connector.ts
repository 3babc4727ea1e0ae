import { createConnection, type Socket } from 'node:net';
import { AbstractConnector } from 'ioredis';
import { z } from 'zod';

/** Received at a time; ordinarily a socket is read 64 KiB at a time, each into memory of its own. */
const CHUNK_BYTES = 1024 * 1024;
/** What is left of a chunk is not read into when it is less. */
const LEAST_BYTES = 64 * 1024;

const optionsSchema = z.looseObject({ host: z.string(), port: z.number(), disconnectTimeout: z.number() });

/**
 * How ioredis connects over plain TCP to a server of many large values: as its own connector, but reading up to a
 * MiB at once into chunks, so that most values lie whole in one and need not be put together again.
 */
export class BulkConnector extends AbstractConnector {
  readonly #host: string;
  readonly #port: number;
  #socket: Socket | undefined;
  #left: Socket | undefined;

  /** @param options those of the client, with host and port. */
  constructor(options: unknown) {
    const { host, port, disconnectTimeout } = optionsSchema.parse(options);
    super(disconnectTimeout);
    this.#host = host;
    this.#port = port;
  }

  override async connect(): Promise<Socket> {
    this.connecting = true;
    // As ioredis does it: whoever asked may think better of it first.
    await new Promise((resolve) => process.nextTick(resolve));
    if (!this.connecting) throw new Error('Connection is closed.');
    const chunks = createChunks();
    const socket: Socket = createConnection({
      host: this.#host,
      port: this.#port,
      onread: {
        buffer: chunks.room,
        callback: (count) => {
          socket.emit('data', chunks.take(count));
          return true;
        },
      },
    });
    socket.once('error', (error) => {
      this.firstError = error;
    });
    this.stream = socket;
    this.#socket = socket;
    return socket;
  }

  /** Ends the connection once, however many broken answers ask for it. */
  override disconnect(): void {
    if (this.#socket !== undefined && this.#left === this.#socket) return;
    this.#left = this.#socket;
    super.disconnect();
  }
}

/** Memory to receive into, each byte of which is used once: whoever was given a part may keep it. */
function createChunks() {
  let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  let used = 0;
  return {
    room: (): Buffer => {
      if (chunk.length - used < LEAST_BYTES) {
        chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
        used = 0;
      }
      return chunk.subarray(used);
    },
    take: (count: number): Buffer => {
      const taken = chunk.subarray(used, used + count);
      used += count;
      return taken;
    },
  };
}
