import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Three bars, the last one marked: a scan is the last row. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="10" fill="#6d3aa0"/>
<path d="M16 50V34M32 50V26" stroke="#d9c6ee" stroke-width="9"/><path d="M48 50V14" stroke="#fff" stroke-width="9"/>
</svg>
`;

const MANIFEST = {
  name: 'Technic Workbench',
  short_name: 'Technic',
  description: 'Scans, rules and backtests on daily bars, rebuilt every night.',
  start_url: './index.html',
  scope: './',
  display: 'standalone',
  background_color: '#fdfdfb',
  theme_color: '#6d3aa0',
  icons: [{ src: './icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
};

/** Writes what makes the site installable as an app: its manifest and its icon. */
export function writeManifest(siteFolder: string): void {
  writeFileSync(join(siteFolder, 'manifest.webmanifest'), JSON.stringify(MANIFEST));
  writeFileSync(join(siteFolder, 'icon.svg'), ICON);
}
