import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type CaseLibrary, encodeCases, readModel, writeModel } from '../../../pipelines/score/index.js';
import { pastCases, readCases } from '../../../pipelines/score/case-library.js';
import { linearRegressor } from './foreign-models.js';

const directory = mkdtempSync(join(tmpdir(), 'technic-cases-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const card = { format: 1 as const, name: 'm', features: [{ name: 'a' }, { name: 'b' }] };
const library: CaseLibrary = {
  columns: [Float32Array.of(-0.5, 0.4, 0.5, 0.5), Float32Array.of(0, 0, 0, -0.5)],
  symbols: ['X', 'Y'],
  symbol: Int32Array.of(0, 1, 1, 0),
  time: Float64Array.of(1, 2, 3, 4),
  forward: Float64Array.of(0.1, 0.2, 0.3, 0.4),
};
const stored = () => {
  writeModel(join(directory, 'm'), linearRegressor(), card, { cases: encodeCases(library) });
  return readModel(join(directory, 'm'));
};

describe('pastCases', () => {
  it('gives the nearest case of each symbol with its date and what followed', () => {
    const model = stored();
    const back = readCases(model) as CaseLibrary;
    expect(back).toEqual(library);
    // Ranks of the last of three rows: 1/3 and 0 on a range of -0.5 to 0.5.
    const [cases] = pastCases(
      model,
      back,
      [
        [1, 2, 3],
        [1, 3, 2],
      ],
      [2],
      2,
    );
    expect(cases.map(({ symbol, time, forward }) => [symbol, time, forward])).toEqual([
      ['Y', 2, 0.2],
      ['X', 4, 0.4],
    ]);
    expect(cases[0].distance).toBeCloseTo(Math.sqrt(0.5 * (0.4 - 1 / 3) ** 2), 6);
  });

  it('is absent for a model from elsewhere, and says when its file is damaged', () => {
    writeModel(join(directory, 'foreign'), linearRegressor(), { ...card, name: 'foreign' });
    expect(readCases(readModel(join(directory, 'foreign')))).toBeUndefined();
    const model = stored();
    writeFileSync(join(model.folder, 'cases.bin'), 'not cases');
    expect(() => readCases(model)).toThrow(/cases\.bin cannot be read/);
  });
});
