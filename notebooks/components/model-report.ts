import type { ModelRow, ModelsSnapshot } from '../../pipelines/site/snapshots/index.js';
import { among, brokenLink } from './broken-link.js';
import { element } from './element.js';
import { baselineChart, icChart, importanceChart, scoreDecileChart } from './model-charts.js';
import { modelCard } from './model-card.js';
import { brierWords, coverageChart, partialCharts } from './model-curves.js';
import { driftReport } from './model-drift.js';
import { reliabilityChart } from './model-reliability.js';
import { modelRuntime, type RuntimeFiles } from './model-runtime.js';
import { modelScores } from './model-scores.js';
import { sliceTable } from './model-slices.js';
import { failureWords, modelSentence, watchSentences } from './model-words.js';
import { count } from './number-format.js';
import { readState, writeState } from './url-state.js';

const DEFAULT_HORIZON = 5;

/** One model in full: its verdict, the evidence for and against it, how it holds up, what it says tonight. */
export function modelReport({ models, challenges }: ModelsSnapshot, files: RuntimeFiles): HTMLElement {
  if (models.length === 0) {
    return element(
      'p',
      { class: 'empty' },
      'No model was asked tonight. The nightly trains a small one when there is none and the history is long enough; "npx technic train" trains another.',
    );
  }
  const broken = brokenLink({
    model: among(
      'model',
      models.map(({ name }) => name),
    ),
  });
  const asked = models.findIndex(({ name }) => name === readState().get('model'));
  const select = element(
    'select',
    { id: 'model' },
    ...models.map(({ name, card, failure }, i) =>
      element(
        'option',
        { value: i, selected: i === Math.max(0, asked) },
        `${name}: ${failure === null ? (card?.verdict ?? 'none') : 'failed'}`,
      ),
    ),
  );
  const place = element('div', {});
  const show = (i: number) => place.replaceChildren(...sections(models[i], files));
  select.addEventListener('change', () => {
    const i = Number(select.value);
    writeState({ model: i === 0 ? null : models[i].name });
    show(i);
  });
  show(Math.max(0, asked));
  return element(
    'div',
    {},
    broken,
    failedModels(models),
    models.length > 1 ? element('div', { class: 'controls' }, element('label', {}, 'model ', select)) : null,
    place,
    ...(challenges.length === 0
      ? []
      : [
          element('h2', {}, 'Challengers'),
          element('ul', {}, ...challenges.map(({ words }) => element('li', {}, words))),
        ]),
  );
}

/** Whichever model is looked at, those that could not be asked stand first, each with its reason. */
function failedModels(models: readonly ModelRow[]): HTMLElement | null {
  const failed = models.filter(({ failure, card }) => failure !== null || card === null);
  if (failed.length === 0) return null;
  return element(
    'div',
    { class: 'warning', role: 'alert' },
    `${count(failed.length)} of ${count(models.length)} ${models.length === 1 ? 'model' : 'models'} gave no scores tonight; the night went on without.`,
    element('ul', {}, ...failed.map((model) => element('li', {}, failureWords(model)))),
  );
}

function sections(model: ModelRow, files: RuntimeFiles): (HTMLElement | string)[] {
  const { card, failure } = model;
  if (failure !== null || card === null) {
    return [
      element(
        'p',
        { class: 'empty' },
        `${model.name} gave no scores tonight, for the reason above. Once that is put right, "npx technic models verify ${model.name}" says whether it can be asked.`,
      ),
    ];
  }
  const { evaluation, training, calibration } = card;
  const horizon = card.horizon ?? DEFAULT_HORIZON;
  const heading = (text: string) => element('h2', {}, text);
  return [
    element('p', { class: 'lead' }, modelSentence(model)),
    element('ul', { class: 'why' }, ...card.reasons.map((reason) => element('li', {}, reason))),
    ...(evaluation
      ? [
          heading('Did it ever know anything? Tests on sessions it had not seen'),
          element('div', { class: 'columns' }, icChart(evaluation), baselineChart(evaluation)),
          heading('Would it have paid?'),
          element(
            'div',
            { class: 'columns' },
            scoreDecileChart(evaluation, horizon),
            card.conformal
              ? coverageChart(card.conformal)
              : element('p', { class: 'note' }, 'It states no interval for the return it expects.'),
          ),
          heading('Are its probabilities what comes of them?'),
          ...[brierWords(evaluation)].flatMap((words) => (words ? [element('p', {}, words)] : [])),
          calibration && calibration.reliability.length > 0
            ? element(
                'div',
                { class: 'columns' },
                reliabilityChart(calibration.reliability, 'reliability of its probabilities on later rows'),
                model.calibration.length > 0
                  ? reliabilityChart(
                      model.calibration,
                      'probabilities stated in the last quarter, and what came of them',
                    )
                  : element(
                      'p',
                      { class: 'note' },
                      'In the last quarter it stated no probability that has come due.',
                    ),
              )
            : element(
                'p',
                { class: 'note' },
                'No probability is calibrated: there is nothing to be reliable about.',
              ),
          heading('Where did it know more, and where less?'),
          sliceTable(evaluation),
        ]
      : [
          element(
            'p',
            { class: 'note' },
            'This model was not evaluated here: its verdict is none until it is.',
          ),
        ]),
    heading('Does it still hold?'),
    ...watchSentences(model).map((words) => element('p', {}, words)),
    ...(model.drift.length > 0 ? [driftReport(model)] : []),
    ...(training ? [heading('What it leans on'), importanceChart(training.importance)] : []),
    ...(training && training.partial.length > 0
      ? [heading('What it makes of them'), partialCharts(training.partial)]
      : []),
    heading('What it says tonight, and why'),
    modelScores(model, horizon),
    heading('The same model in this tab'),
    modelRuntime(model, files),
    heading('Its card'),
    modelCard(card, model.hash),
  ];
}
