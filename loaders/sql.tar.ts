import { once } from 'node:events';
import { writeQueryFiles } from '../pipelines/site/query/index.js';

const archive = await writeQueryFiles(process.env.TECHNIC_DATABASE ?? 'data/current/technic.duckdb');
if (!process.stdout.write(archive)) await once(process.stdout, 'drain');
