import type { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours of the text by the page's own tokens, so that light and dark follow them. */
export function strategyColours(): Parameters<typeof HighlightStyle.define>[0] {
  return [
    { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--accent)' },
    { tag: [tags.string, tags.number, tags.bool, tags.null], color: 'var(--gain)' },
    { tag: [tags.comment], color: 'var(--ink-3)', fontStyle: 'italic' },
    { tag: [tags.typeName, tags.propertyName], color: 'var(--ink-2)' },
    { tag: [tags.definition(tags.variableName)], color: 'var(--ink)', fontWeight: '600' },
  ];
}

/** The editor's frame, tooltips and gutter in the page's own colours. */
export function strategyTheme(): ReturnType<typeof EditorView.theme> {
  return EditorView.theme({
    '&': {
      border: '1px solid var(--line)',
      fontSize: '13px',
      background: 'var(--ground)',
      color: 'var(--ink)',
    },
    '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
    '.cm-scroller': { fontFamily: 'var(--mono)', maxHeight: '560px' },
    '.cm-content': { caretColor: 'var(--ink)' },
    '.cm-gutters': { background: 'var(--raised)', color: 'var(--ink-3)', border: '0' },
    '.cm-activeLine': { background: 'color-mix(in oklab, var(--raised) 60%, transparent)' },
    '.cm-tooltip': {
      background: 'var(--ground)',
      color: 'var(--ink)',
      border: '1px solid var(--line)',
      maxWidth: '60ch',
    },
    '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent)', color: 'var(--ground)' },
    '.cm-completionDetail': { color: 'inherit', opacity: '0.8', fontStyle: 'normal' },
    '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
      background: 'color-mix(in oklab, var(--accent) 22%, transparent)',
    },
  });
}
