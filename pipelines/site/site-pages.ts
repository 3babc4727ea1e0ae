/** The pages of the site in the order of the navigation; `path` as Framework wants it. */
export const SITE_PAGES: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'Tonight', path: '/index' },
  { name: 'Scan', path: '/scan' },
  { name: 'Symbol', path: '/symbol' },
  { name: 'SQL', path: '/sql' },
  { name: 'Lab', path: '/lab' },
  { name: 'Strategies', path: '/strategies' },
  { name: 'Track record', path: '/track-record' },
  { name: 'Factors', path: '/factors' },
  { name: 'Models', path: '/scoring' },
  { name: 'Cache', path: '/cache' },
  { name: 'Changes', path: '/changes' },
  { name: 'Run', path: '/run' },
  { name: 'Method', path: '/method' },
];
