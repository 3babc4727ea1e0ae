import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem, toProblem } from '../errors/index.js';

export interface Address {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
}

/** Binds a server. @returns the port. @throws Problem when the port is taken, with another one to try. */
export function listen(server: Server, address: Address): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(listenProblem(error, address)));
    server.listen(address.port, address.host, () => done((server.address() as AddressInfo).port));
  });
}

/**
 * Asks for an address before long work whose result is to be served there, and gives it back.
 * @throws Problem when the port is taken.
 */
export async function requireFreePort(address: Address): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((done) => server.close(done));
}

function listenProblem(error: NodeJS.ErrnoException, { port, host }: Address): Problem {
  if (error.code === 'EADDRINUSE') {
    return new Problem('resource', `port ${port} on ${host} is in use`, {
      suggestion: `Choose another with --port, for instance --port ${port + 1}; --port 0 takes a free one.`,
      cause: error,
    });
  }
  return toProblem(error);
}
