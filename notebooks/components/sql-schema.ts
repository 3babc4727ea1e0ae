import type { QuerySchemaTable } from '../../pipelines/site/query/index.js';
import { element } from './element.js';
import { plural } from './number-format.js';

/** The tables that can be asked; pressing a name hands it on. */
export function sqlSchema(schema: readonly QuerySchemaTable[], onName: (name: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'sql-schema', role: 'region', 'aria-label': 'tables', tabindex: 0 },
    ...schema.map((table) =>
      element(
        'details',
        {},
        element('summary', {}, element('code', {}, table.name), ` ${plural(table.rows, 'row')}`),
        element(
          'p',
          { class: 'note' },
          `${table.about}${table.file === 'bars' ? ' (fetched when named)' : ''}.`,
        ),
        element(
          'ul',
          {},
          ...table.columns.map(({ name, type }) =>
            element('li', {}, nameButton(name, onName), ' ', element('small', {}, type.toLowerCase())),
          ),
        ),
      ),
    ),
  );
}

function nameButton(name: string, onName: (name: string) => void): HTMLElement {
  const button = element(
    'button',
    { type: 'button', 'aria-label': `write ${name}` },
    element('code', {}, name),
  );
  button.addEventListener('click', () => onName(/^[a-z_]\w*$/i.test(name) ? name : `"${name}"`));
  return button;
}
