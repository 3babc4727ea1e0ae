import type { Database } from '../store/index.js';
import { loadRunFacts } from './run-facts.js';
import {
  cacheSnapshot,
  changesSnapshot,
  factorsSnapshot,
  featuresSnapshot,
  marketFiles,
  modelsSnapshot,
  peersSnapshot,
  recordSnapshot,
  resultsSnapshot,
  runSnapshot,
  strategiesSnapshot,
  studiesSnapshot,
  tonightSnapshot,
  trackSnapshot,
} from './snapshots/index.js';
import { tar } from './tar.js';

/**
 * Everything that the pages read, as one archive: a loader is a process of its own, so one of them hands
 * over all the files.
 */
export async function writeSnapshots(database: Database): Promise<Uint8Array> {
  // Threads add up in the order in which they end: one gives the same site for the same database, to the last digit.
  await database.run('SET threads TO 1');
  const facts = await loadRunFacts(database);
  const market = await marketFiles(database, facts);
  const models = await modelsSnapshot(database, facts);
  const results = await resultsSnapshot(database, facts);
  const { peers, exposure } = await peersSnapshot(database, results);
  return tar([
    json('run.json', await runSnapshot(database, facts)),
    json('tonight.json', await tonightSnapshot(database, facts)),
    json('results.json', results),
    json('strategies.json', await strategiesSnapshot(database, facts)),
    json('studies.json', await studiesSnapshot(database)),
    json('changes.json', await changesSnapshot(database, facts, results)),
    json('peers.json', peers),
    json('exposure.json', exposure),
    json('features.json', await featuresSnapshot(database, facts)),
    json('factors.json', await factorsSnapshot(database, facts)),
    json('cache.json', await cacheSnapshot(database, facts)),
    json('record.json', await recordSnapshot(database, facts)),
    json('models.json', models.snapshot),
    { name: 'models.bin', bytes: models.bytes },
    json('track.json', await trackSnapshot(database, facts)),
    json('symbols.json', { sessions: market.sessions, bytes: market.symbolBytes }),
    { name: 'market.bin', bytes: market.market },
    { name: 'symbols.bin', bytes: market.symbols },
  ]);
}

function json(name: string, value: unknown): { name: string; bytes: Uint8Array } {
  return { name, bytes: new TextEncoder().encode(JSON.stringify(value)) };
}
