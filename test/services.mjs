// Finds the programs that the tests need, or installs them with the system's package manager, or says how.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @type {Readonly<Record<string, readonly string[]>>} */
const NAMES = {
  'redis-server': ['redis-server'],
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
};

/**
 * Path of a program, or undefined.
 * @param {string} program
 */
export function findProgram(program) {
  for (const name of NAMES[program] ?? [program]) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  return undefined;
}

/**
 * Makes sure that each program is there; ends the process with the exact command to run where it is not.
 * @param {readonly string[]} programs
 */
export function ensureServices(programs) {
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  const isDebianRoot = findProgram('apt-get') !== undefined && process.getuid?.() === 0;
  if (isDebianRoot) {
    console.error(`installing ${missing.join(', ')} with apt-get`);
    spawnSync('apt-get', ['update'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing], {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const stillMissing = programs.filter((program) => findProgram(program) === undefined);
  if (stillMissing.length === 0) return;
  console.error(
    `the tests need ${stillMissing.join(' and ')}. Install with one of:\n` +
      `  sudo apt-get update && sudo apt-get install -y ${stillMissing.join(' ')}\n` +
      `  brew install ${stillMissing.map((name) => (name === 'redis-server' ? 'redis' : name)).join(' ')}`,
  );
  process.exit(1);
}
