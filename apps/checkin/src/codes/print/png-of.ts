import { renderAsync } from '@resvg/resvg-js';
import type { Drawing } from './drawing.js';
import { FONT_FAMILY, FONT_FILES } from './fonts.js';
import { svgOf } from './svg-of.js';

const DOTS_PER_MM = 8;

/** A drawing as PNG at 200 dots an inch. */
export async function pngOf(drawing: Drawing): Promise<Buffer> {
  const image = await renderAsync(svgOf(drawing), {
    fitTo: { mode: 'width', value: Math.round(drawing.width * DOTS_PER_MM) },
    font: { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES), defaultFontFamily: FONT_FAMILY },
  });
  return image.asPng();
}
