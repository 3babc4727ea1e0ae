/**
 * The house style for Vega-Lite: the page's own tokens, so that dark and light follow without drawing again.
 * Numbers and dates are formatted as everywhere on the site.
 */
export function vegaTheme(): Record<string, unknown> {
  const { fontFamily } = getComputedStyle(document.body);
  const text = {
    labelColor: 'var(--ink-2)',
    titleColor: 'var(--ink-2)',
    labelFontSize: 11,
    titleFontSize: 11,
  };
  return {
    background: 'transparent',
    font: fontFamily,
    view: { stroke: null },
    axis: {
      ...text,
      titleFontWeight: 'normal',
      domainColor: 'var(--mute)',
      tickColor: 'var(--mute)',
      gridColor: 'var(--line)',
      gridOpacity: 0.7,
    },
    legend: { ...text, titleFontWeight: 'normal', orient: 'bottom' },
    header: text,
    title: { color: 'var(--ink)', fontSize: 12, fontWeight: 600, anchor: 'start' },
    bar: { color: 'var(--accent)' },
    line: { color: 'var(--ink)', strokeWidth: 1.5 },
    area: { color: 'var(--raised)', opacity: 1 },
    point: { color: 'var(--ink)', filled: true, size: 40 },
    rule: { color: 'var(--ink-3)' },
    text: { color: 'var(--ink-2)', fontSize: 11 },
    range: { category: ['var(--gain)', 'var(--loss)', 'var(--accent)', 'var(--ink-3)', 'var(--mute)'] },
  };
}
