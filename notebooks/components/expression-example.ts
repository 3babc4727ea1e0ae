import { compile, evaluate } from '../models/expressions/index.js';
import { element } from './element.js';
import { expressionFault } from './expression-fault.js';
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
    input.scrollIntoView({ block: 'nearest' });
    void ask();
  };
  input.addEventListener('input', () => void ask());
  const label = element('label', { for: 'example' }, 'Try it');
  const box = element('div', { class: 'expression-example' }, label, input, fault, answer);
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    void ask();
  });
  seen.observe(box);
  return { element: box, show };
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
    fault.textContent = expressionFault(text, error);
    answer.replaceChildren();
  }
}
