import { compile, evaluate, ExpressionError } from '../models/expressions/index.js';
import { element } from './element.js';
import type { SymbolHistory } from './symbol-history.js';
import { conditionLine, numberLine } from './value-line.js';

/** Fetches the symbol that examples are computed on, once, when the first of them is wanted. */
export type LoadExample = () => Promise<SymbolHistory>;

export interface ExpressionExample {
  readonly element: HTMLElement;
  /** Writes an expression into the box and answers it. */
  show(text: string): void;
}

const FIRST = 'rsi(2) < 10 and close > sma(close, 200)';
/** Mistakes worth seeing: each is refused with the place and, where there is one, the remedy. */
const MISTAKES = ['rsii(14) < 30', 'close > open > low', 'sma(close, 0)', 'close["1"]'];

/** A box in which an expression is computed on the stored bars of one symbol as it is typed. */
export function expressionExample(load: LoadExample): ExpressionExample {
  const input = element('input', {
    type: 'text',
    class: 'rule',
    id: 'example',
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    value: FIRST,
    'aria-describedby': 'example-fault',
  });
  const fault = element('pre', { class: 'example-fault', id: 'example-fault', role: 'alert' });
  const answer = element('div', { class: 'example-answer', 'aria-live': 'polite' });
  let asked = 0;
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    try {
      const history = await load();
      if (mine === asked) reply(input.value, history, fault, answer);
    } catch (error) {
      fault.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const show = (text: string): void => {
    input.value = text;
    void ask();
  };
  input.addEventListener('input', () => void ask());
  input.addEventListener('focus', () => void ask(), { once: true });
  const mistakes = MISTAKES.map((text) => exampleButton(text, show));
  const label = element('label', { for: 'example' }, 'Try it');
  return {
    element: element(
      'div',
      { class: 'expression-example' },
      label,
      input,
      fault,
      answer,
      element('p', { class: 'note' }, 'What a mistake looks like: ', ...mistakes),
    ),
    show,
  };
}

/** A piece of the language that goes into the box when pressed. */
export function exampleButton(text: string, show: (text: string) => void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'example' }, element('code', {}, text));
  button.addEventListener('click', () => show(text));
  return button;
}

function reply(text: string, history: SymbolHistory, fault: HTMLElement, answer: HTMLElement): void {
  fault.textContent = '';
  try {
    const program = compile({ value: text });
    if (program.isCrossSectional) {
      answer.replaceChildren('It looks across symbols: the Scan page computes it on all of them.');
      return;
    }
    const { value } = evaluate(program, { bars: history.bars, sector: history.sector });
    const line = program.outputs[0].type === 'boolean' ? conditionLine : numberLine;
    const lookback = `${history.symbol}; lookback ${program.lookback} bars`;
    answer.replaceChildren(
      line(program.outputs[0].type === 'boolean' ? 'condition' : 'number', value),
      lookback,
    );
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const caret = `${' '.repeat(error.start)}${'^'.repeat(Math.max(1, error.end - error.start))}`;
    const remedy = error.suggestion === undefined ? '' : `; did you mean "${error.suggestion}"?`;
    fault.textContent = `${text}\n${caret}\n${error.reason}${remedy}`;
    answer.replaceChildren();
  }
}
