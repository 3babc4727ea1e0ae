import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INLINE_SCRIPT = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** To files that are written after Framework is done: see write-manifest.ts. */
const APP_LINKS =
  '<link rel="icon" href="./icon.svg" type="image/svg+xml">\n<link rel="manifest" href="./manifest.webmanifest">';

/**
 * Gives every page what Framework leaves out: its language, leave to zoom, its manifest, and a policy of which code it
 * may run and whom it may talk to: files of the site and its own inline modules, named by their hashes;
 * nobody else. Styles may be inline, for charts set them so.
 */
export function finishPages(siteFolder: string): void {
  for (const name of readdirSync(siteFolder)) {
    if (!name.endsWith('.html')) continue;
    const path = join(siteFolder, name);
    const page = readFileSync(path, 'utf8');
    const meta = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(page)}">`;
    const finished = page
      .replace('<html>', '<html lang="en">')
      .replace(', maximum-scale=1', '')
      .replace('<meta charset="utf-8">', `<meta charset="utf-8">\n${meta}\n${APP_LINKS}`);
    writeFileSync(path, finished);
  }
}

/** The policy of one page, as the value of a header or meta tag. */
export function contentPolicy(page: string): string {
  const hashes = [...page.matchAll(INLINE_SCRIPT)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
}
