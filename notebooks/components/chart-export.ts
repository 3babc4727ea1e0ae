import { download } from './download.js';
import { element } from './element.js';
import { provenanceLine } from './provenance-line.js';
import { standAloneSvg } from './stand-alone-svg.js';

const PNG_SCALE = 2;

/**
 * Buttons that save a chart as SVG and as PNG. What is saved carries the chart's name and the line that
 * says where its numbers come from, so that a picture cut out of the page still says so.
 * @param name what the chart shows, in words; names the file
 * @param chart the SVG as it stands when a button is pressed
 */
export function chartExport(name: string, chart: () => SVGSVGElement): HTMLElement {
  const file = `technic-${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)}`;
  const picture = () => standAloneSvg(chart(), name, provenanceLine());
  const asSvg = element('button', { type: 'button', 'aria-label': `save as SVG: ${name}` }, 'SVG');
  asSvg.addEventListener('click', () => download(`${file}.svg`, 'image/svg+xml', picture().text));
  const asPng = element('button', { type: 'button', 'aria-label': `save as PNG: ${name}` }, 'PNG');
  asPng.addEventListener('click', () => {
    void rasterise(picture()).then((png) => download(`${file}.png`, 'image/png', png));
  });
  return element('div', { class: 'chart-export' }, asSvg, asPng);
}

async function rasterise({ text, width, height }: ReturnType<typeof standAloneSvg>): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * PNG_SCALE);
  canvas.height = Math.ceil(height * PNG_SCALE);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the browser made no picture')))),
  );
}
