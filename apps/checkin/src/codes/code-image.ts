import type { CodeFormat } from '@app/contracts';
import { DomainError } from '@app/platform';
import QRCode from 'qrcode';

export interface CodeImage {
  mediaType: string;
  bytes: Buffer;
}

/** Error correction M (15 %) and the four modules of margin that the standard asks for. */
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;
const PNG_WIDTH = 600;

/** Draws a QR code. @throws invalid_request for PDF, which is not made */
export async function drawCode(content: string, format: CodeFormat): Promise<CodeImage> {
  if (format === 'svg') {
    const drawing = await QRCode.toString(content, { ...OPTIONS, type: 'svg' });
    return { mediaType: 'image/svg+xml; charset=utf-8', bytes: Buffer.from(drawing) };
  }
  if (format === 'png')
    return { mediaType: 'image/png', bytes: await QRCode.toBuffer(content, { ...OPTIONS, width: PNG_WIDTH }) };
  throw new DomainError('invalid_request', 'Codes are drawn as SVG or PNG.', [
    { path: 'format', code: 'invalid_value', message: 'choose svg or png' },
  ]);
}
