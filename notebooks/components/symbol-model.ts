import type { ModelsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { element } from './element.js';
import { scoreReasons } from './model-scores.js';
import { probabilityWords } from './model-words.js';
import { count, fixed } from './number-format.js';

const DEFAULT_HORIZON = 5;

/** What each model says of one symbol tonight, and why; its verdict stands beside its score. */
export function symbolModels({ models }: ModelsSnapshot, symbol: string): HTMLElement {
  const said = models.flatMap((model) => {
    const place = model.scores.findIndex((one) => one.symbol === symbol);
    return place === -1 ? [] : [{ model, place, score: model.scores[place] }];
  });
  if (said.length === 0) return element('p', { class: 'empty' }, `No model scored ${symbol} tonight.`);
  return element(
    'div',
    {},
    ...said.map(({ model, place, score }) =>
      element(
        'section',
        {},
        element(
          'p',
          {},
          element('a', { href: `./scoring.html?model=${encodeURIComponent(model.name)}` }, model.name),
          ` (verdict: ${model.card?.verdict ?? 'none'}): score ${fixed(score.score, 4)}, rank ${count(place + 1)} of ${count(model.scores.length)}.`,
          score.probability === null ? null : ` Above the middle: ${probabilityWords(score)}.`,
          model.card?.verdict === 'none'
            ? ' Nothing was found that luck does not explain: read no more into it.'
            : null,
        ),
        scoreReasons(score, model.card?.horizon ?? DEFAULT_HORIZON),
      ),
    ),
  );
}
