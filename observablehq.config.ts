import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  EMPTY_FRAME,
  IMPLICIT_PACKAGES,
  loadRunFacts,
  type PageFrame,
  pageFrame,
  renderPageHead,
  renderPageHeader,
  SITE_PAGES,
} from './pipelines/site/index.js';
import { openForReading } from './pipelines/store/index.js';

const NOTEBOOKS = resolve(import.meta.dirname, 'notebooks');

// Framework asks the npm registry for the version of every implicit library that it has no folder of.
for (const name of IMPLICIT_PACKAGES) {
  mkdirSync(resolve(NOTEBOOKS, '.observablehq/cache/_npm', `${name}@0.0.0`), { recursive: true });
}

// A build makes the pages without a run, and puts the run in afterwards; a preview has it at once.
const frame = process.env.TECHNIC_SITE_SHELL === undefined ? await frameOfLastRun() : EMPTY_FRAME;

export default {
  root: 'notebooks',
  output: process.env.TECHNIC_SITE_OUTPUT ?? 'data/preview',
  title: 'Technic Workbench',
  pages: SITE_PAGES,
  style: 'style.css',
  globalStylesheets: [],
  sidebar: false,
  pager: false,
  toc: false,
  search: false,
  preserveExtension: true,
  interpreters: { '.ts': ['node', '--import', 'tsx'] },
  duckdb: { extensions: { json: null, parquet: null } },
  head: renderPageHead(),
  header: ({ path }: { path: string }) => renderPageHeader(frame, path),
  footer: frame.trust,
};

async function frameOfLastRun(): Promise<PageFrame> {
  const database = await openForReading(process.env.TECHNIC_DATABASE ?? 'data/current/technic.duckdb');
  try {
    return pageFrame(await loadRunFacts(database));
  } finally {
    database.close();
  }
}
