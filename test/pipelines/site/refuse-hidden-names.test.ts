import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refuseHiddenNames } from '../../../pipelines/site/refuse-hidden-names.js';

const LIST = `registerFile("./data/site/run.json", {"name":"./data/site/run.json","path":"./_file/data/site/run.3fd05e89.json","lastModified":0,"size":18});`;
let shell: string;
beforeEach(() => {
  shell = mkdtempSync(join(tmpdir(), 'technic-hidden-'));
  writeFileSync(
    join(shell, 'index.html'),
    `<script>${LIST}\nFileAttachment("./data/site/run.json")</script>`,
  );
});
afterEach(() => rmSync(shell, { recursive: true, force: true }));

test('a page’s list of its files may name them, and the page may ask for them', () => {
  writeFileSync(join(shell, 'code.js'), 'export const run = "./data/site/run.json";');
  expect(() => refuseHiddenNames(shell)).not.toThrow();
});

test.each([
  ['code.js', LIST],
  ['style.css', 'body { background: url("./_file/data/site/run.3fd05e89.json") }'],
  ['other.html', '<a download href="./_file/data/site/run.3fd05e89.json">the run</a>'],
])('%s that names tonight’s file itself is refused, by name', (path, text) => {
  writeFileSync(join(shell, path), text);
  expect(() => refuseHiddenNames(shell)).toThrow(`${path} names the data file run.3fd05e89.json`);
});
