import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { issueWords, Problem } from '../errors/index.js';
import { importText, type OwnModule, PROJECT, userModule } from '../program/index.js';
import { type Config, configSchema } from './schema.js';

const DEFAULT_PATH = join(PROJECT, 'technic.config.ts');
/** A config file beside another checkout, or none, has the `defineConfig` of this program. */
const DEFINE: OwnModule = {
  asked: /(^|\/)pipelines\/config\/index\.[jt]s$/,
  path: join(PROJECT, 'pipelines/config/define-config.ts'),
};

/**
 * Reads and validates a config file; keys left out take their documented defaults.
 * @param path `technic.config.ts` at the project's root unless given.
 * @throws Problem that names each faulty key.
 */
export async function loadConfig(path?: string): Promise<Config> {
  const file = resolve(path ?? DEFAULT_PATH);
  if (!existsSync(file)) {
    if (path === undefined) return configSchema.parse({});
    throw new Problem('config', `there is no config file ${file}`, { suggestion: 'Check --config.' });
  }
  let stated: unknown;
  try {
    stated = defaultExport(await importText(await userModule(file, DEFINE)), file);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem('config', `${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
  return parseConfig(stated, file);
}

function defaultExport(module: object, file: string): unknown {
  if ('default' in module) return module.default;
  throw new Problem('config', `${file} has no default export`, {
    suggestion: 'Write: export default defineConfig({ … })',
  });
}

/** Validates a config object. @param origin named in the error. */
export function parseConfig(stated: unknown, origin: string): Config {
  const parsed = configSchema.safeParse(stated ?? {}, { reportInput: true });
  if (!parsed.success) {
    throw new Problem(
      'config',
      `${origin} is not a valid config:\n${issueWords(parsed.error, configSchema)}`,
      {
        suggestion: 'Every key and its default is documented in pipelines/config/schema.ts.',
      },
    );
  }
  const names = parsed.data.scans.map((scan) => scan.name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated) throw new Problem('config', `${origin}: two scans are named "${repeated}"; rename one`);
  return parsed.data;
}
