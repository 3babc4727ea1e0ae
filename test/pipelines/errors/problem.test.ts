import { describe, expect, test } from 'vitest';
import { Problem, toProblem } from '../../../pipelines/errors/index.js';

describe('toProblem', () => {
  test('a full disk says so, and what to do', () => {
    const problem = toProblem(Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC' }));
    expect(problem).toMatchObject({ kind: 'resource' });
    expect(problem.suggestion).toMatch(/disk is full/);
  });

  test("DuckDB's words for a full disk are understood", () => {
    expect(toProblem(new Error('IO Error: Could not write file: No space left on device')).kind).toBe(
      'resource',
    );
  });

  test('a problem stays itself', () => {
    const problem = new Problem('vendor', 'down', { retryable: true });
    expect(toProblem(problem)).toBe(problem);
  });

  test('what is unknown is a fault of the program, with its cause kept', () => {
    const cause = new TypeError('x is undefined');
    expect(toProblem(cause)).toMatchObject({ kind: 'internal', cause });
  });
});
