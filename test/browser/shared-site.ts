import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSite } from '../../pipelines/site/index.js';
import { builtOnce } from '../built-once.js';
import { type FixtureSize, fillFixture } from '../loaders/fixture.js';

export interface BuiltSite {
  readonly root: string;
  cleanUp(): void;
}

/** The site of a fixture, built once in a run of the suite. No test writes to it. */
export async function sharedSite(size: FixtureSize): Promise<BuiltSite> {
  const { folder, cleanUp } = await builtOnce(`site of ${size.symbols}x${size.sessions}`, async (place) => {
    mkdirSync(place);
    const databasePath = join(place, 'technic.duckdb');
    await fillFixture(databasePath, size);
    await buildSite({ databasePath, outputDir: join(place, 'site') });
  });
  return { root: join(folder, 'site'), cleanUp };
}
