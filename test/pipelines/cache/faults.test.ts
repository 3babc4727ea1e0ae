import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { freePort } from './redis-server.js';
import { createTrial, hits, patient, scan, sorts, truth, until } from './trial.js';

const trial = createTrial();
const { connect, serve, start } = trial;

describe('a scan over Redis finishes with the same result when the server', () => {
  it('is absent at the start', async () => {
    const cache = await start(`redis://127.0.0.1:${await freePort()}`);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('unreachable');
    expect(cache.stats().causes.unavailable).toBe(100);
    expect(trial.said).toHaveLength(1);
    expect(cache.isTaking()).toBe(false);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    await cache.close();
    // By default the client keeps the process for two seconds to say goodbye to a server that was never there.
    for (const [, delayMs] of timers.mock.calls) expect(delayMs).toBeLessThanOrEqual(100);
    timers.mockRestore();
  });

  it('is killed between two lookups and comes back empty', async () => {
    const server = await serve();
    const cache = await start(server.url, patient);
    await scan(cache);
    await server.stop('SIGKILL');
    expect(await scan(cache)).toEqual(truth);
    await serve([], server.port);
    expect(await scan(cache)).toEqual(truth);
    await until(async () => {
      await scan(cache);
      expect(await hits(cache)).toBe(100);
    });
  });

  it('hangs, and a timeout is lost once', async () => {
    const server = await serve();
    await scan(await start(server.url, patient));
    const cache = await start(server.url, { ...patient, timeoutMs: 200, retryAfterMs: 600_000 });
    server.process.kill('SIGSTOP');
    for (let i = 0; i < 5; i++) expect(await scan(cache)).toEqual(truth);
    server.process.kill('SIGCONT');
    expect(cache.events()).toMatchObject([{ event: 'slow', count: 1 }]);
  });

  it('hangs at the start', async () => {
    const server = await serve();
    server.process.kill('SIGSTOP');
    const cache = await start(server.url, { connectTimeoutMs: 100 });
    expect(await scan(cache)).toEqual(truth);
    server.process.kill('SIGCONT');
    expect(sorts(cache)).toContain('slow');
  });

  it('is out of memory', async () => {
    const server = await serve(['--maxmemory', '1mb']);
    const cache = await start(server.url, patient);
    expect(await scan(cache)).toEqual(truth);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toEqual(['full']);
    // What it would not take is not even made ready for it, and its cost stands in the trace all the same.
    const patientNoMore = await start(server.url, { ...patient, retryAfterMs: 600_000 });
    await patientNoMore.getMany('features', ['late']);
    patientNoMore.setLater(
      'features',
      ['large', 'late'].map((key) => ({ key, value: { columns: { x: new Float64Array(1e6) } }, costMs: 9 })),
    );
    expect(patientNoMore.isTaking()).toBe(true);
    await patientNoMore.written();
    expect(patientNoMore.isTaking()).toBe(false);
    const before = patientNoMore.stats().byKind.features?.bytesWritten;
    patientNoMore.setLater('features', [{ key: 'late', value: truth[0], costMs: 7 }]);
    await patientNoMore.written();
    expect(patientNoMore.stats().byKind.features).toMatchObject({ bytesWritten: before, spentMs: 25 });
    expect([...patientNoMore.drainTrace().costMs]).toEqual([7]);
  });

  it('is a read-only replica', async () => {
    const server = await serve(['--replicaof', '127.0.0.1', String(await freePort())]);
    const cache = await start(server.url, patient);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('read-only');
  });

  it('refuses the password, which is said nowhere', async () => {
    const server = await serve(['--requirepass', 'right']);
    const cache = await start(server.url.replace('redis://', 'redis://:s3cr%2Ft-pass@'), patient);
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toContain('refused');
    const everything = JSON.stringify([cache.events(), cache.stats(), trial.said]);
    expect(everything).not.toMatch(/s3cr/);
  });

  it('kills our connections', async () => {
    const server = await serve();
    const cache = await start(server.url, patient);
    await scan(cache);
    const admin = connect(server.url);
    const lookups = Array.from({ length: 5 }, () => scan(cache));
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    for (const found of await Promise.all(lookups)) expect(found).toEqual(truth);
    await until(async () => expect(await hits(cache)).toBe(100));
  });

  it('speaks TLS under a private authority', async () => {
    const run = (...args: string[]) => execFileSync('openssl', args, { cwd: trial.folder, stdio: 'ignore' });
    run(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
      '-subj',
      '/CN=ca',
    );
    run(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'a.key',
      '-out',
      'a.csr',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=DNS:localhost',
    );
    run(
      'x509',
      '-req',
      '-in',
      'a.csr',
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-out',
      'a.crt',
      '-copy_extensions',
      'copy',
    );
    const file = (name: string) => join(trial.folder, name);
    const port = await freePort();
    await serve([
      '--tls-port',
      String(port),
      '--tls-cert-file',
      file('a.crt'),
      '--tls-key-file',
      file('a.key'),
      '--tls-ca-cert-file',
      file('ca.crt'),
      '--tls-auth-clients',
      'no',
    ]);
    const trusting = await start(`rediss://localhost:${port}`, { ...patient, caFile: file('ca.crt') });
    await scan(trusting);
    expect(await hits(trusting)).toBe(100);
    expect(sorts(trusting)).toEqual([]);
    const wary = await start(`rediss://localhost:${port}`, patient);
    expect(await scan(wary)).toEqual(truth);
    expect(sorts(wary)).toContain('refused');
  });
});
