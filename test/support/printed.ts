import { Resvg } from '@resvg/resvg-js';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const { default: jsQR } = createRequire(import.meta.url)('jsqr') as typeof import('jsqr');

/** What a scanner reads in a drawing; fails when it reads nothing. */
export function readSvg(svg: string): string {
  const { pixels, width, height } = new Resvg(svg, {
    background: '#fff',
    font: { loadSystemFonts: false },
    fitTo: { mode: 'width', value: 600 },
  }).render();
  return scanned(new Uint8ClampedArray(pixels), width, height);
}

export const readPng = (png: Buffer): string =>
  readSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000"><image width="1000" height="1000"
      href="data:image/png;base64,${png.toString('base64')}"/></svg>`,
  );

function scanned(pixels: Uint8ClampedArray, width: number, height: number): string {
  const found = jsQR(pixels, width, height);
  if (!found) throw new Error('There is no QR code to be read.');
  return found.data;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PdfPage {
  /** Millimetres. */
  width: number;
  height: number;
  /** Texts in the order in which they stand in the file, one for each time something was written. */
  texts: string[];
  /** What a scanner reads in each QR code, and how wide it is in millimetres. */
  codes: { content: string; width: number }[];
}

const MM = 25.4 / 72;

/** Texts and codes of a PDF, as another program would take them out: by its ToUnicode tables, and by painting its boxes. */
export function readPdf(pdf: Buffer): PdfPage[] {
  const file = pdf.toString('latin1');
  const objects = new Map(
    [...file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, no, body]) => [Number(no), body!]),
  );
  const referred = (body: string, key: string): string =>
    objects.get(Number(new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1])) ?? '';
  const stream = (body: string): string => {
    const start = body.indexOf('stream\n') + 'stream\n'.length;
    const bytes = Buffer.from(body.slice(start, body.lastIndexOf('\nendstream')), 'latin1');
    return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  const lettersOf = (page: string): Map<string, Map<string, string>> =>
    new Map(
      [...referred(page, 'Resources').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, no]) => [
        name!,
        toUnicode(stream(referred(objects.get(Number(no))!, 'ToUnicode'))),
      ]),
    );
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((page) => {
      const [width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/
        .exec(page)!
        .slice(1)
        .map((one) => Number(one) * MM);
      const content = stream(referred(page, 'Contents'));
      return { width: width!, height: height!, texts: textsOf(content, lettersOf(page)), codes: codesOf(content) };
    });
}

/** Glyph → letters, from `<first> <last> [<letters> …]`. */
function toUnicode(map: string): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [, first, list] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi))
    [...list!.matchAll(/<([0-9a-f]+)>/gi)].forEach(([, units], i) => {
      const glyph = (parseInt(first!, 16) + i).toString(16).padStart(4, '0');
      letters.set(glyph, Buffer.from(units!, 'hex').swap16().toString('utf16le'));
    });
  return letters;
}

function textsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string[] {
  return [...content.matchAll(/BT([\s\S]*?)ET/g)].map(([, written]) => {
    const letters = fonts.get(/\/(F\d+) /.exec(written!)![1]!)!;
    const glyphs = [...written!.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex]) => hex!.toLowerCase().match(/.{4}/g)!);
    return glyphs.map((glyph) => letters.get(glyph) ?? '�').join('');
  });
}

/** Boxes that are filled together are one QR code. */
function codesOf(content: string): PdfPage['codes'] {
  const BOX = /([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re/g;
  return content
    .split(/\nf\n/)
    .map((part) => [...part.matchAll(BOX)].map((found) => found.slice(1, 5).map(Number)))
    .filter(({ length }) => length > 0)
    .map((boxes) => boxes.map(([x, y, width, height]): Box => ({ x: x!, y: y!, width: width!, height: height! })))
    .map((boxes) => paintedAndRead(boxes));
}

const DOTS = 300;
const BORDER = 40;

function paintedAndRead(boxes: readonly Box[]): PdfPage['codes'][number] {
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const [side, scale] = [DOTS + 2 * BORDER, DOTS / width];
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  const dot = (points: number): number => BORDER + Math.round(points * scale);
  for (const box of boxes)
    for (let row = dot(box.y - top); row < dot(box.y - top + box.height) && row < side; row++)
      for (let column = dot(box.x - left); column < dot(box.x - left + box.width); column++)
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
  return { content: scanned(pixels, side, side), width: width * MM };
}
