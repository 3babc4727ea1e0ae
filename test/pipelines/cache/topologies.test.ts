import { expect, it } from 'vitest';
import { clearCache } from '../../../pipelines/cache/index.js';
import { freePort, startSentinel } from './redis-server.js';
import { createTrial, hits, patient, scan, sorts, truth, until } from './trial.js';

const trial = createTrial();
const { serve } = trial;
const connect = (port: number) => trial.connect(`redis://127.0.0.1:${port}`);
const start = (redis: Record<string, unknown>) => trial.start('', { ...patient, ...redis });

it('a cluster is one store: values on all of its nodes are written, read, measured and cleared', async () => {
  const nodes = await Promise.all(
    [0, 1].map(async () => serve(['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())])),
  );
  const [a, b] = nodes.map(({ port }) => connect(port));
  await a.call('CLUSTER', 'ADDSLOTSRANGE', 0, 8191);
  await b.call('CLUSTER', 'ADDSLOTSRANGE', 8192, 16_383);
  const bus = Number(/:\d+@(\d+)/.exec(String(await b.call('CLUSTER', 'NODES')))?.[1]);
  await a.call('CLUSTER', 'MEET', '127.0.0.1', nodes[1].port, bus);
  await until(async () => {
    for (const node of [a, b])
      expect(await node.call('CLUSTER', 'INFO')).toMatch(/state:ok[^]*known_nodes:2/);
  });
  const cache = await start({ cluster: nodes.map(({ port }) => `127.0.0.1:${port}`) });
  expect(await scan(cache)).toEqual(truth);
  expect(await hits(cache)).toBe(100);
  for (const node of [a, b]) expect(await node.dbsize()).toBeGreaterThan(20);
  expect(await cache.backend?.measure()).toMatchObject([{ kind: 'features', entries: 100 }]);
  expect((await cache.explain('k7'))[0]?.stored).toHaveLength(1);
  expect((await clearCache(cache, {})).entries).toBe(100);
  expect(await hits(cache)).toBe(0);
  expect(sorts(cache)).toEqual([]);
});

it('a sentinel group that fails over goes on with its new master', async () => {
  const master = await serve(['--repl-diskless-sync-delay', '0']);
  const replica = await serve(['--replicaof', '127.0.0.1', String(master.port)]);
  const second = connect(replica.port);
  await until(async () => expect(await second.info('replication')).toMatch(/link_status:up/));
  const sentinel = await startSentinel(master.port);
  trial.servers.push(sentinel);
  const watch = connect(sentinel.port);
  await watch.call('SENTINEL', 'DEBUG', 'info-period', 100, 'ping-period', 100, 'publish-period', 100);
  await until(async () => expect(await watch.call('SENTINEL', 'REPLICAS', 'mymaster')).toHaveLength(1));
  const cache = await start({ sentinels: [`127.0.0.1:${sentinel.port}`] });
  expect(await scan(cache)).toEqual(truth);
  expect(await hits(cache)).toBe(100);
  await until(async () => {
    const roles = await second.info('replication');
    // It may be too early for it, or under way already: asked again until it is done.
    if (/role:slave/.test(roles)) await watch.call('SENTINEL', 'FAILOVER', 'mymaster').catch(() => undefined);
    expect(roles).toMatch(/role:master/);
  });
  await master.stop();
  expect(await scan(cache)).toEqual(truth);
  await until(async () => {
    await scan(cache);
    expect(await hits(cache)).toBe(100);
  });
  expect(await second.dbsize()).toBeGreaterThanOrEqual(100);
});
