import { describe, expect, it, vi } from 'vitest';
import { CACHE_FORMAT } from '../../../pipelines/cache/codec.js';
import { cacheConfigSchema, clearCache, verifyCache } from '../../../pipelines/cache/index.js';
import { createTrial, hits, keys, patient, scan, sorts, truth, until } from './trial.js';

const trial = createTrial();
const { connect, serve, start } = trial;

describe('Redis manners', () => {
  it('leaves every key alone that is not ours', async () => {
    const server = await serve();
    const admin = connect(server.url);
    await admin.set('other:1', 'x');
    await admin.set('technic:1:features:k', 'of another version');
    const cache = await start(server.url, {}, { redisBytes: 20_000 });
    await scan(cache);
    await cache.backend?.trim();
    expect(await admin.mget('other:1', 'technic:1:features:k')).toEqual(['x', 'of another version']);
    const names = await admin.keys('*');
    expect(names.every((name) => name.startsWith('technic:') || name === 'other:1')).toBe(true);
    const commands = await admin.info('commandstats');
    expect(commands).not.toMatch(/cmdstat_flush/);
  });

  it('sends no command that could touch a key of others, whatever is done with the cache', async () => {
    const server = await serve();
    const admin = connect(server.url);
    await admin.mset({ 'other:1': 'x', 'technic:': 'y', technic: 'z' });
    const monitor = await admin.monitor();
    trial.clients.push(monitor);
    const sent: string[][] = [];
    monitor.on('monitor', (_: string, command: string[]) => sent.push(command));
    const cache = await start(server.url, patient, { redisBytes: 20_000 });
    await scan(cache);
    await cache.getMany('features', keys);
    await cache.backend?.trim();
    await cache.explain('k1');
    await verifyCache(cache);
    await clearCache(cache, { kind: 'features' });
    await clearCache(cache, {});
    await admin.echo('the end');
    await until(async () => expect(sent.at(-1)?.[1]).toBe('the end'));
    const prefix = `technic:${CACHE_FORMAT}:`;
    // Where a command has its key; what has none is named, and nothing else may be sent.
    const keyless = ['hello', 'auth', 'client', 'info', 'select', 'ping', 'echo'];
    const keyAt: Record<string, number> = { memory: 2, object: 2, eval: 3, scan: 3 };
    for (const command of sent) {
      const name = command[0].toLowerCase();
      if (keyless.includes(name)) continue;
      const touched = name === 'mget' ? command.slice(1) : [command[keyAt[name] ?? 1]];
      for (const key of touched) expect(key, command.slice(0, 4).join(' ')).toMatch(new RegExp(`^${prefix}`));
    }
    const names = new Set(sent.map(([name]) => name.toLowerCase()));
    expect([...names]).toEqual(expect.arrayContaining(['scan', 'unlink', 'mget', 'set']));
    for (const banned of ['keys', 'flushall', 'flushdb', 'config']) expect(names).not.toContain(banned);
    expect(await admin.mget('other:1', 'technic:', 'technic')).toEqual(['x', 'y', 'z']);
  });

  it('keeps the byte limit over many short processes, none of which writes a tenth of it', async () => {
    const server = await serve();
    const redisBytes = 1_000_000;
    const value = { columns: { x: new Float64Array(2500).fill(7) } };
    for (let run = 0; run < 20; run++) {
      const cache = await start(server.url, patient, { redisBytes });
      await cache.setMany(
        'features',
        [0, 1, 2, 3].map((i) => ({ key: `run${run}.${i}`, value })),
      );
    }
    const [held] = (await trial.open[0].backend?.measure()) ?? [];
    expect(held.bytes).toBeLessThanOrEqual(redisBytes);
    expect(held.bytes).toBeGreaterThan(redisBytes / 2);
    expect(held.entries).toBeLessThan(80);
  });

  it('evicts first what nobody has used for the longest, and does not count its own look as a use', async () => {
    const server = await serve();
    const admin = connect(server.url);
    const cache = await start(server.url, patient, { redisBytes: 1_000_000 });
    const value = { columns: { x: new Float64Array(2500) } };
    const names = Array.from({ length: 40 }, (_, i) => `k${i}`);
    await cache.setMany(
      'features',
      names.map((key) => ({ key, value })),
    );
    for (const [i, name] of names.entries()) {
      const key = `technic:${CACHE_FORMAT}:features:${name}`;
      const dumped = await admin.dumpBuffer(key);
      await admin.restore(key, 0, dumped ?? '', 'REPLACE', 'IDLETIME', i % 2 === 0 ? 5000 : 1000);
    }
    await cache.backend?.measure();
    await cache.backend?.trim();
    await cache.setMany('features', [{ key: 'large', value: { columns: { x: new Float64Array(30_000) } } }]);
    const found = await cache.getMany('features', names);
    const lost = names.filter((_, i) => found[i] === undefined);
    expect(lost.length).toBeGreaterThan(5);
    expect(lost.every((name) => Number(name.slice(1)) % 2 === 0)).toBe(true);
  });

  it('keeps its limit as a user who may touch our keys only, and not ask for their memory', async () => {
    const server = await serve();
    const rules = ['on', '>s3cr3t', '~technic:*', '+@all', '-memory', '-object'];
    await connect(server.url).acl('SETUSER', 'quant', ...rules);
    const url = server.url.replace('redis://', 'redis://quant:s3cr3t@');
    const cache = await start(url, patient, { redisBytes: 50_000 });
    for (let part = 0; part < 5; part++) {
      await cache.setMany(
        'features',
        [0, 1, 2].map((i) => ({ key: `k${part}.${i}`, value: { columns: { x: new Float64Array(1000) } } })),
      );
    }
    const [held] = (await cache.backend?.measure()) ?? [];
    expect(held.bytes).toBeLessThanOrEqual(50_000);
    expect(held.bytes).toBeGreaterThan(10_000);
    expect(cache.events()).toEqual([]);
  });

  it('goes on reading as a user who may not write, and does not try to write again and again', async () => {
    const server = await serve();
    const admin = connect(server.url);
    await scan(await start(server.url, patient));
    await admin.acl('SETUSER', 'reader', 'on', '>s3cr3t', '~technic:*', '+@read', '+@connection');
    const warned = vi.spyOn(console, 'warn');
    const url = server.url.replace('redis://', 'redis://reader:s3cr3t@');
    const cache = await start(url, { ...patient, retryAfterMs: 600_000 });
    await admin.config('RESETSTAT');
    for (const key of ['new1', 'new2', 'new3']) {
      await cache.getOrComputeMany('features', [key], async () => [truth[0]]);
      expect(await hits(cache)).toBe(100);
    }
    expect(sorts(cache)).toEqual(['refused']);
    expect(await admin.info('commandstats')).toMatch(/cmdstat_set:calls=0,.*rejected_calls=1,/);
    expect(warned).not.toHaveBeenCalled();
  });

  it('uses no other database than the one it was given', async () => {
    const server = await serve();
    const cache = await start(`${server.url}/99`, { ...patient, retryAfterMs: 600_000 });
    expect(await scan(cache)).toEqual(truth);
    expect(sorts(cache)).toEqual(['refused']);
    expect(await connect(server.url).dbsize()).toBe(0);
  });

  it('refuses an address that is none without repeating it, and takes an empty one for none', async () => {
    const none = ['redis//:s3cr3t@host', 'http://:s3cr3t@host:1', 'redis://:%zzs3cr3t@host:1'];
    for (const url of [...none, 'redis://:s3cr3t@host:1/prices', 'redis://:s3cr3t@host:1/-1']) {
      await expect(start(url)).rejects.toThrow(/^REDIS_URL in the environment is no address(?![^]*s3cr3t)/);
    }
    const server = await serve();
    const cache = await start('', { ...patient, url: server.url });
    expect(await scan(cache)).toEqual(truth);
    expect(await hits(cache)).toBe(100);
  });

  it('refuses a password in a configuration', () => {
    expect(() => cacheConfigSchema.parse({ redis: { url: 'redis://:pw@h:1' } })).toThrow(/environment/);
  });
});
