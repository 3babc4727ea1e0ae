import { connect, createServer, type Socket } from 'node:net';
import { freePort } from './redis-server.js';

/** Something between a client and a server that does to the answers what a test wants. */
export interface Proxy {
  readonly url: string;
  stop(): void;
}

/** Passes requests on to a port of this machine, and each piece of an answer to `treat` with the way back. */
export async function startProxy(port: number, treat: (chunk: Buffer, down: Socket) => void): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const server = createServer((down) => {
    const up = connect(port, '127.0.0.1');
    for (const socket of [down, up]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    down.on('data', (chunk) => up.write(chunk));
    up.on('data', (chunk) => treat(chunk, down));
    down.on('close', () => up.destroy());
    up.on('close', () => down.destroy());
  });
  const own = await freePort();
  await new Promise<void>((resolve) => server.listen(own, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${own}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
