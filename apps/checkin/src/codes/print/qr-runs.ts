import QRCode from 'qrcode';

/** Error correction M (15 %): what a scratched poster needs. */
export const CORRECTION = 'M';

/** The dark modules of a QR code, as runs of a row; one unit is the whole code. */
export function qrRuns(content: string): { x: number; y: number; width: number; height: number }[] {
  const { size, data } = QRCode.create(content, { errorCorrectionLevel: CORRECTION }).modules;
  const runs = [];
  for (let row = 0; row < size; row++)
    for (let start = 0; start < size; start++) {
      let end = start;
      while (end < size && data[row * size + end]) end++;
      if (end > start) runs.push({ x: start / size, y: row / size, width: (end - start) / size, height: 1 / size });
      start = end;
    }
  return runs;
}
