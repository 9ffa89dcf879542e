import type { Drawing, Item } from './drawing.js';
import { FONT_FAMILY } from './fonts.js';
import { qrRuns } from './qr-runs.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter]!);
const mm = (value: number): string => value.toFixed(3).replace(/\.?0+$/, '');

/** A drawing as SVG, to the millimetre. */
export function svgOf({ width, height, items }: Drawing): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}"`,
    ` font-family="${FONT_FAMILY}, Verdana, Arial, sans-serif">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...items.map(elementOf),
    '</svg>\n',
  ].join('\n');
}

function elementOf(item: Item): string {
  if (item.kind === 'line')
    return `<path d="M${mm(item.x)} ${mm(item.y)}L${mm(item.toX)} ${mm(item.toY)}" stroke="#000" stroke-width="0.2"/>`;
  if (item.kind === 'text') {
    const style = `${item.bold ? ' font-weight="bold"' : ''}${item.middle ? ' text-anchor="middle"' : ''}`;
    return `<text x="${mm(item.x)}" y="${mm(item.y)}" font-size="${mm(item.size)}"${style}>${escaped(item.text)}</text>`;
  }
  const { x, y, size, content } = item;
  const runs = qrRuns(content).map(
    (run) =>
      `M${mm(x + run.x * size)} ${mm(y + run.y * size)}h${mm(run.width * size)}v${mm(run.height * size)}h${mm(-run.width * size)}z`,
  );
  return `<path d="${runs.join('')}" shape-rendering="crispEdges"/>`;
}
