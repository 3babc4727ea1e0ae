export type { SiteBuild, SiteBuildOptions } from './build-site.js';
export { buildSite } from './build-site.js';
export { checkSite } from './check-site.js';
export { IMPLICIT_PACKAGES } from './implicit-packages.js';
export { renderPageFooter, renderPageHead, renderPageHeader } from './page-frame.js';
export type { RunFacts } from './run-facts.js';
export { loadRunFacts } from './run-facts.js';
export { SITE_PAGES } from './site-pages.js';
export { writeSnapshots } from './write-snapshots.js';
