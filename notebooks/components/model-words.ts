import type { ModelRow } from '../../pipelines/site/snapshots/index.js';
import { isTied } from './model-drift.js';
import { count, fixed, percent, signed } from './number-format.js';

const Z_95 = 1.959963984540054;

const MEANING = {
  skill:
    'it beat what it had to beat, by the rules written down beforehand; still, believe the interval and not the mean',
  weak: 'something is there, but not more than its best baseline has, or not surely: it may order, it should not decide',
  none: 'nothing was found that luck does not explain. It is not blended into any ranking and no probability is shown',
} as const;

/** The verdict first, then the numbers behind it. */
export function modelSentence({ name, card }: ModelRow): string {
  const verdict = card?.verdict ?? 'none';
  const ic = card?.evaluation?.ic;
  const measured =
    ic?.mean == null || ic.stdErr == null
      ? ic
        ? 'In its tests it gave all symbols of a day the same score, or nearly: it found nothing to say.'
        : 'It was not evaluated here.'
      : `Out of sample its mean daily rank IC was ${signed(ic.mean, 3)} (95\u202f%: ${signed(ic.mean - Z_95 * ic.stdErr, 3)} to ${signed(ic.mean + Z_95 * ic.stdErr, 3)}; ${count(ic.sessions)} sessions), AUC ${fixed(card?.evaluation?.auc, 3)}, after ${count(card?.training?.trials ?? 1)} ${card?.training?.trials === 1 ? 'configuration' : 'configurations'} tried on these data.`;
  return `${name}: ${verdict}. ${capital(MEANING[verdict])}. ${measured}`;
}

/** Why a model gave no scores tonight: the sentence that the terminal said, whole. */
export function failureWords({ name, failure }: Pick<ModelRow, 'name' | 'failure'>): string {
  const reason = failure ?? 'its card is missing';
  const sentence = reason.startsWith(`model ${name} `) ? reason : `model ${name}: ${reason}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Age, live record, drift and the retrain rule, in words. */
export function watchSentences({
  card,
  live,
  scorePsi,
  drift,
  retrain,
}: Pick<ModelRow, 'card' | 'live' | 'scorePsi' | 'drift' | 'retrain'>): string[] {
  const promised = card?.evaluation?.ic.mean;
  const days = live.days.length;
  const record =
    live.mean === null || days === 0
      ? 'Nothing that it said beforehand has come due yet: the live record begins as many bars after its first night as it looks ahead.'
      : `Live: ${count(days)} days that it had not seen have come due; mean rank IC ${signed(live.mean, 3)}${live.stdErr === null ? '' : ` \u00b1 ${fixed(Z_95 * live.stdErr, 3)}`}, promised ${signed(promised, 3)}.${days < 60 ? ' Too few to judge by.' : ''}`;
  const shifted = drift.filter(({ psi }) => (psi ?? 0) > 0.25);
  const tied = shifted.filter(isTied).length;
  const doubtful =
    tied === 0 ? '' : `, ${count(tied)} of them with so few values that the index jumps by itself`;
  const moved =
    drift.length === 0
      ? 'What it was trained on is not on its card: whether its inputs have shifted since cannot be said.'
      : `${count(shifted.length)} of ${count(drift.length)} inputs have shifted since its training${doubtful}; stability of its scores ${fixed(scorePsi, 2)} (above 0.25 is a shift).`;
  const age =
    card?.createdAt === undefined
      ? ''
      : `Trained on ${card.createdAt.slice(0, 10)}, on ${card.training?.from ?? '?'} to ${card.training?.to ?? '?'}. `;
  const rule =
    retrain === ''
      ? 'By the retrain rule it may stay.'
      : `The retrain rule asks for a new training: ${retrain}.`;
  return [`${age}${record}`, `${moved} ${rule}`];
}

/** How much of its interval came true, where it states one. */
export function coverageWords(card: NonNullable<ModelRow['card']>): string {
  const { conformal } = card;
  if (!conformal || conformal.width === null) return 'none stated';
  return `\u00b1${percent(conformal.width)} at ${percent(conformal.level, 0)}; measured through time it held in ${percent(conformal.coverage)}`;
}

/** "62 % (of 1,240 like it, 59–65 %)"; a dash where none is stated. */
export function probabilityWords({
  probability,
  like,
  low,
  high,
}: Pick<ModelRow['scores'][number], 'probability' | 'like' | 'low' | 'high'>): string {
  if (probability === null) return '\u2013';
  const bounds = low === null || high === null ? '' : `, ${(low * 100).toFixed(0)}\u2013${percent(high, 0)}`;
  return `${percent(probability, 0)} (of ${count(like)} like it${bounds})`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}
