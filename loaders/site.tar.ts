import { once } from 'node:events';
import { writeSnapshots } from '../pipelines/site/index.js';
import { openForReading } from '../pipelines/store/index.js';

const database = await openForReading(process.env.TECHNIC_DATABASE ?? 'data/current/technic.duckdb');
const archive = await writeSnapshots(database);
database.close();
if (!process.stdout.write(archive)) await once(process.stdout, 'drain');
