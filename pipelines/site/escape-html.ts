const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\u00a0': '&nbsp;',
};

/**
 * Text as the text of an element, exactly as a browser writes it (HTML, "escaping a string"), so that reading it
 * and writing it again changes nothing. Not for attributes: quotes stay.
 * Everything from the data goes through here before it is markup.
 */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>\u00a0]/g, (character) => ENTITIES[character]);
}
