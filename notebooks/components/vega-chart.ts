import { chartExport } from './chart-export.js';
import { element } from './element.js';
import { vegaTheme } from './vega-theme.js';

export interface VegaChartOptions {
  /** What the chart shows, in words: its name for those who do not see it, and for its file. */
  readonly name: string;
  /** Vega-Lite, without data from elsewhere. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** CSS pixels that are kept free until it is drawn. */
  readonly height: number;
  /** The numbers behind the chart. */
  readonly table: HTMLElement;
  readonly caption?: string;
}

/** Where a browser does not say when it is idle. */
const IDLE_MS = 2_000;

/**
 * A Vega-Lite chart with its numbers as a table behind it. The library is loaded when the chart comes near
 * the screen, or the page has nothing else to do, so that no page waits for it; on paper a chart that is not
 * drawn yet is its table. Expressions are interpreted, never evaluated as code.
 */
export function vegaChart({ name, spec, height, table, caption }: VegaChartOptions): HTMLElement {
  const place = element('div', { class: 'vega-chart', role: 'img', 'aria-label': name });
  place.style.minHeight = `${height}px`;
  const svg = () =>
    place.querySelector('svg') ?? document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const numbers = element('details', {}, element('summary', {}, `as a table: ${name}`), table);
  const once = () => {
    seen.disconnect();
    void draw(place, spec);
  };
  const seen = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && once(),
    { rootMargin: '300px' },
  );
  seen.observe(place);
  whenIdle(() => {
    // Within a row that is closed it has no width to be drawn in.
    if (place.clientWidth > 0 && !place.hasChildNodes()) once();
  });
  addEventListener('beforeprint', () => {
    if (!place.hasChildNodes()) numbers.open = true;
  });
  return element(
    'figure',
    { class: 'picture' },
    place,
    chartExport(name, svg),
    caption ? element('figcaption', {}, caption) : null,
    numbers,
  );
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work);
  else setTimeout(work, IDLE_MS);
}

/** Draws again with another spec; nothing when the first one has not been drawn yet. */
export async function draw(place: HTMLElement, spec: Readonly<Record<string, unknown>>): Promise<void> {
  try {
    const [{ default: embed }, { expressionInterpreter }] = await Promise.all([
      import('vega-embed'),
      import('vega-interpreter'),
    ]);
    const whole = { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', ...spec };
    await embed(place, whole as Parameters<typeof embed>[1], {
      ast: true,
      expr: expressionInterpreter,
      renderer: 'svg',
      actions: false,
      config: vegaTheme(),
    });
    for (const drawn of place.querySelectorAll('svg')) drawn.setAttribute('aria-hidden', 'true');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    place.replaceChildren(
      element(
        'p',
        { class: 'warning' },
        `The chart could not be drawn (${reason}). Its numbers stand in the table.`,
      ),
    );
  }
}
