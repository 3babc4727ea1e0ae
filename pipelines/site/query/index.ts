export type { QuerySchemaTable } from './query-files.js';
export { writeQueryFiles } from './query-files.js';
export type { QueryTable } from './query-tables.js';
export { QUERY_TABLES } from './query-tables.js';
