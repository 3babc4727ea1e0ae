import { expect, test } from 'vitest';
import { unknownName } from '../../../pipelines/errors/index.js';

test('the nearest name is offered, and all are listed', () => {
  expect(unknownName('strategy', 'sma-crss', ['donchian', 'sma-cross'])).toMatchObject({
    kind: 'usage',
    message: 'there is no strategy "sma-crss"; did you mean "sma-cross"?',
    suggestion: 'There are: donchian, sma-cross.',
  });
});

test('nothing is offered where nothing is near, and the place and what else there is are said', () => {
  expect(
    unknownName('scan', 'zzz', ['top_rated'], { place: 'in the config', more: 'or --where' }),
  ).toMatchObject({
    message: 'there is no scan "zzz" in the config',
    suggestion: 'There are: top_rated; or --where.',
  });
  expect(unknownName('scan', 'zzz', []).suggestion).toBe('There are none yet.');
});
