import type { CodeFormat } from '@app/contracts';
import type { FastifyReply } from 'fastify';
import QRCode from 'qrcode';
import type { Drawing } from './print/drawing.js';
import { pdfOf } from './print/pdf-of.js';
import { pngOf } from './print/png-of.js';
import { CORRECTION } from './print/qr-runs.js';
import { svgOf } from './print/svg-of.js';

export interface CodeImage {
  mediaType: string;
  bytes: Buffer;
}

/** The four modules of margin are what the standard asks for. */
const OPTIONS = { errorCorrectionLevel: CORRECTION, margin: 4 } as const;
const PNG_WIDTH = 600;

const svg = (drawing: string): CodeImage => ({
  mediaType: 'image/svg+xml; charset=utf-8',
  bytes: Buffer.from(drawing),
});
const png = (bytes: Buffer): CodeImage => ({ mediaType: 'image/png', bytes });

/** A QR code and nothing else. */
export async function drawCode(content: string, format: 'svg' | 'png'): Promise<CodeImage> {
  if (format === 'svg') return svg(await QRCode.toString(content, { ...OPTIONS, type: 'svg' }));
  return png(await QRCode.toBuffer(content, { ...OPTIONS, width: PNG_WIDTH }));
}

/** Something to be printed. */
export async function drawSheet(drawing: Drawing, format: CodeFormat): Promise<CodeImage> {
  if (format === 'pdf') return drawPdf([drawing]);
  return format === 'svg' ? svg(svgOf(drawing)) : png(await pngOf(drawing));
}

export const drawPdf = async (pages: Iterable<Drawing>): Promise<CodeImage> => ({
  mediaType: 'application/pdf',
  bytes: await pdfOf(pages),
});

/** The body of an answer, with its media type said. */
export function answered(reply: FastifyReply, { mediaType, bytes }: CodeImage): Buffer {
  void reply.type(mediaType);
  return bytes;
}
