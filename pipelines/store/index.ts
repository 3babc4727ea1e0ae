export type { AppendColumn } from './append.js';
export { appendColumns } from './append.js';
export type { Database, Parameters, Row } from './database.js';
export { openForReading, openForWriting, openPlain } from './database.js';
export { SCHEMA_VERSION } from './migrate.js';
export type { ColumnValue } from './query-columns.js';
export { queryColumns } from './query-columns.js';
export type { DoubleBlock } from './stream-doubles.js';
export { streamDoubles } from './stream-doubles.js';
