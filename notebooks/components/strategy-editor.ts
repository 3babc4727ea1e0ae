import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentSelection } from '@codemirror/commands';
import { javascript, typescriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { strategyColours, strategyTheme } from './strategy-theme.js';
import { completeStrategy } from './strategy-completion.js';
import { lintStrategy } from './strategy-lint.js';

export interface StrategyEditorOptions {
  readonly text: string;
  /** After every change of the text. */
  onChange(text: string): void;
  /** Control or Command with Enter. */
  onRun(): void;
}

export interface StrategyEditor {
  readonly element: HTMLElement;
  text(): string;
  /** Puts a fault of a run under its line; undefined takes it away. */
  showFault(fault: { readonly line: number; readonly message: string } | undefined): void;
}

/** A text editor for a strategy: colours, completion from the engine's own types, faults under their lines. */
export function strategyEditor({ text, onChange, onRun }: StrategyEditorOptions): StrategyEditor {
  const shown: { fault: { line: number; message: string } | undefined } = { fault: undefined };
  const diagnose = (view: EditorView): Diagnostic[] => [
    ...lintStrategy(view.state.doc.toString()).map((found) => ({ ...found, severity: 'error' as const })),
    ...runFault(view, shown.fault),
  ];
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        javascript({ typescript: true }),
        typescriptLanguage.data.of({ autocomplete: completeStrategy }),
        autocompletion({ icons: false }),
        syntaxHighlighting(HighlightStyle.define(strategyColours())),
        strategyTheme(),
        lintGutter(),
        linter(diagnose, { delay: 250 }),
        // Tab is left to the page: it moves on to the next control. Alt-i indents.
        keymap.of([
          { key: 'Mod-Enter', run: () => (onRun(), true) },
          { key: 'Alt-i', run: indentSelection },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        EditorView.contentAttributes.of({
          'aria-label': 'strategy in TypeScript',
          spellcheck: 'false',
          tabindex: '0',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          shown.fault = undefined;
          onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    showFault(fault) {
      shown.fault = fault;
      view.dispatch(setDiagnostics(view.state, diagnose(view)));
    },
  };
}

function runFault(
  { state }: EditorView,
  fault: { readonly line: number; readonly message: string } | undefined,
): Diagnostic[] {
  if (fault === undefined || fault.line > state.doc.lines) return [];
  const { from, to } = state.doc.line(fault.line);
  return [{ from, to, severity: 'error', message: fault.message }];
}
