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
const OPTIONS = { type: 'svg', errorCorrectionLevel: CORRECTION, margin: 4 } as const;
const CODE_DOTS = 600;
/** 200 dots an inch. */
const DOTS_PER_MM = 8;

async function image(svg: string, format: 'svg' | 'png', dots: number): Promise<CodeImage> {
  if (format === 'png') return { mediaType: 'image/png', bytes: await pngOf(svg, dots) };
  return { mediaType: 'image/svg+xml; charset=utf-8', bytes: Buffer.from(svg) };
}

/** A QR code and nothing else. */
export const drawCode = async (content: string, format: 'svg' | 'png'): Promise<CodeImage> =>
  image(await QRCode.toString(content, OPTIONS), format, CODE_DOTS);

/** Something to be printed. */
export const drawSheet = (drawing: Drawing, format: CodeFormat): Promise<CodeImage> =>
  format === 'pdf' ? drawPdf([drawing]) : image(svgOf(drawing), format, Math.round(drawing.width * DOTS_PER_MM));

export const drawPdf = async (pages: Iterable<Drawing>): Promise<CodeImage> => ({
  mediaType: 'application/pdf',
  bytes: await pdfOf(pages),
});

/** The body of an answer, with its media type said. */
export function answered(reply: FastifyReply, { mediaType, bytes }: CodeImage): Buffer {
  void reply.type(mediaType);
  return bytes;
}
