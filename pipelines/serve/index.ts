export { requireFreePort } from './listen.js';
export type { ServeOptions, SiteServer } from './serve-site.js';
export { serveSite } from './serve-site.js';
