import type { DataTable } from './data-table.js';

/** `j` and `k` move through a table's rows, `o` opens or closes the current one; not while typing. */
export function listenForRowKeys(table: DataTable): void {
  document.addEventListener('keydown', (event) => {
    if (!table.element.isConnected || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : event.key === 'o' ? 0 : undefined;
    if (step === undefined) return;
    event.preventDefault();
    table.move(step);
  });
}

/** Whether a key event belongs to a field being written in. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
