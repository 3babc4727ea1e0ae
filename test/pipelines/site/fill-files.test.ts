import { expect, test } from 'vitest';
import { dataFile, fillFiles, filesOf, withoutFiles } from '../../../pipelines/site/fill-files.js';

const PAGE = `import {registerFile} from "./stdlib.js";

registerFile("./data/site/run.json", {"name":"./data/site/run.json","mimeType":"application/json","path":"./_file/data/site/run.00000000.json","lastModified":0,"size":18});
registerFile("./data/site/market.bin", {"name":"./data/site/market.bin","path":"./_file/data/site/market.11111111.bin","lastModified":0,"size":20});

display(1);`;
const bytes = (text: string) => new TextEncoder().encode(text);

test('a data file is named after the first eight characters of the SHA-256 of its content', () => {
  // FIPS 180-2, appendix B.1: "abc" hashes to ba7816bf 8f01cfea …
  expect(dataFile('data/site/run.json', bytes('abc')).path).toBe('_file/data/site/run.ba7816bf.json');
});

test('a filled page names tonight’s files, their sizes and time, and changes in nothing else', () => {
  const files = new Map(
    [dataFile('data/site/run.json', bytes('abc')), dataFile('data/site/market.bin', bytes('$&'))].map(
      (file, k) => [['data/site/run.json', 'data/site/market.bin'][k], file] as const,
    ),
  );
  const page = fillFiles(PAGE, files, 1_517_983_200_000);
  expect(page).toContain(
    'registerFile("./data/site/run.json", {"name":"./data/site/run.json","mimeType":"application/json","path":"./_file/data/site/run.ba7816bf.json","lastModified":1517983200000,"size":3});',
  );
  expect(filesOf(page)).toEqual([...files.values()].map(({ path }) => path));
  expect(withoutFiles(page)).toBe(withoutFiles(PAGE));
});

test('a page that reads what no loader writes is an error that names the file', () => {
  expect(() => fillFiles(PAGE, new Map(), 0)).toThrow(
    'a page reads ./data/site/run.json, which no loader writes',
  );
});
