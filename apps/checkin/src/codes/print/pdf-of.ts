import { setImmediate } from 'node:timers/promises';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { Drawing, Item } from './drawing.js';
import { FONT_FILES, weightOf } from './fonts.js';
import { qrRuns } from './qr-runs.js';

const POINTS = 72 / 25.4;
const LINE = 0.2 * POINTS;
/** Rows overlap by a trifle, or viewers show white lines between them. */
const OVERLAP = 1.02;

/** Drawings as the pages of a PDF with its fonts in it. Others get their turn after each code: check-ins do not wait. */
export async function pdfOf(pages: Iterable<Drawing>): Promise<Buffer> {
  const document = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { Title: 'Truy Vết', Producer: 'Truy Vết' },
  });
  for (const [name, file] of Object.entries(FONT_FILES)) document.registerFont(name, file);
  const whole = buffer(document);
  for (const { width, height, items } of pages) {
    document.addPage({ size: [width * POINTS, height * POINTS], margin: 0 });
    for (const item of items) {
      draw(document, item);
      if (item.kind === 'code') await setImmediate();
    }
  }
  document.end();
  return whole;
}

function draw(document: PDFKit.PDFDocument, item: Item): void {
  const [left, top] = [item.x * POINTS, item.y * POINTS];
  if (item.kind === 'line') {
    const [right, bottom] = [item.toX * POINTS, item.toY * POINTS];
    document.moveTo(left, top).lineTo(right, bottom).lineWidth(LINE).stroke('#000');
  } else if (item.kind === 'text') {
    document
      .font(weightOf(item))
      .fontSize(item.size * POINTS)
      .fillColor('#000');
    const start = left - (item.middle ? document.widthOfString(item.text) / 2 : 0);
    document.text(item.text, start, top, { lineBreak: false, baseline: 'alphabetic' });
  } else {
    const size = item.size * POINTS;
    for (const { x, y, width, height } of qrRuns(item.content))
      document.rect(left + x * size, top + y * size, width * size, height * size * OVERLAP);
    document.fill('#000');
  }
}
