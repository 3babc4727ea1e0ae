import { download } from './download.js';
import { element } from './element.js';

/** A page's state under a name: what its address says after the question mark. */
export interface SavedView {
  readonly name: string;
  readonly query: string;
}

const STORE = 'technic-views';
const LONGEST = 4000;
const MOST = 200;

/**
 * Views that are kept in this browser, by page: save the present one under a name, open one, delete it,
 * hand them all over as a file and take such a file in.
 */
export function savedViews(page: string): HTMLElement {
  const said = element('span', { role: 'status', class: 'note' });
  const choose = element('select', { 'aria-label': 'saved views' });
  const name = element('input', {
    type: 'text',
    size: 16,
    placeholder: 'name',
    'aria-label': 'name of the view',
  });
  const button = (label: string, press: () => void) => {
    const made = element('button', { type: 'button' }, label);
    made.addEventListener('click', press);
    return made;
  };
  const render = () => {
    const views = readViews(page);
    choose.replaceChildren(
      element('option', { value: '' }, views.length === 0 ? 'no saved view' : 'saved views'),
      ...views.map((view) => element('option', { value: view.name }, view.name)),
    );
  };
  choose.addEventListener('change', () => {
    const view = readViews(page).find((one) => one.name === choose.value);
    if (view) location.search = view.query;
  });
  const file = element('input', { type: 'file', accept: 'application/json', hidden: true });
  file.addEventListener('change', () => {
    void takeIn(page, file.files?.[0]).then((words) => {
      said.textContent = words;
      render();
      return undefined;
    });
  });
  render();
  return element(
    'div',
    { class: 'controls saved-views' },
    choose,
    name,
    button('Save view', () => {
      const wanted = name.value.trim();
      if (wanted === '') {
        said.textContent = 'Give it a name first.';
        name.focus();
        return;
      }
      const others = readViews(page).filter((view) => view.name !== wanted);
      writeViews(page, [...others, { name: wanted, query: location.search.slice(1) }]);
      said.textContent = `Saved in this browser as \u201c${wanted}\u201d.`;
      render();
      choose.value = wanted;
    }),
    button('Delete', () => {
      writeViews(
        page,
        readViews(page).filter((view) => view.name !== choose.value),
      );
      said.textContent =
        choose.value === '' ? 'Choose a view first.' : `Deleted \u201c${choose.value}\u201d.`;
      render();
    }),
    button('Export', () =>
      download(
        `technic-views-${page}.json`,
        'application/json',
        JSON.stringify({ page, views: readViews(page) }, null, 2),
      ),
    ),
    button('Import', () => file.click()),
    file,
    said,
  );
}

async function takeIn(page: string, file: File | undefined): Promise<string> {
  if (!file) return '';
  const found = parseViews(await file.text(), page);
  if (typeof found === 'string') return `${file.name}: ${found}`;
  const names = new Set(found.map((view) => view.name));
  writeViews(page, [...readViews(page).filter((view) => !names.has(view.name)), ...found]);
  return `${found.length} views taken in from ${file.name}.`;
}

/** The views of a file, or in words what is wrong with it. */
export function parseViews(text: string, page: string): readonly SavedView[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'this is not JSON: choose a file that "Export" made.';
  }
  const { page: made, views } = (json ?? {}) as { page?: unknown; views?: unknown };
  if (!Array.isArray(views)) return 'there are no views in it: choose a file that "Export" made.';
  if (made !== page) return `these views are of the page "${String(made)}", not of "${page}".`;
  if (views.length > MOST) return `it holds ${views.length} views; at most ${MOST} are kept.`;
  const faulty = views.findIndex((view) => !isView(view));
  if (faulty !== -1) return `view ${faulty + 1} has no name, no query, or is too long.`;
  return views.map(({ name, query }: SavedView) => ({ name, query }));
}

function isView(value: unknown): value is SavedView {
  const { name, query } = (value ?? {}) as Partial<Record<keyof SavedView, unknown>>;
  return (
    typeof name === 'string' &&
    name.trim() !== '' &&
    name.length <= 100 &&
    typeof query === 'string' &&
    query.length <= LONGEST &&
    !query.includes('#')
  );
}

/** What a browser that keeps nothing, or something else under the name, gives: no views. */
function readViews(page: string): readonly SavedView[] {
  try {
    const found = parseViews(localStorage.getItem(`${STORE}-${page}`) ?? '', page);
    return typeof found === 'string' ? [] : found;
  } catch {
    return [];
  }
}

function writeViews(page: string, views: readonly SavedView[]): void {
  localStorage.setItem(`${STORE}-${page}`, JSON.stringify({ page, views }));
}
