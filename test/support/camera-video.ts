import { writeFileSync } from 'node:fs';
import { create } from 'qrcode';

const [WIDTH, HEIGHT, FRAMES_A_SECOND] = [640, 480, 10];
/** A wall, then the code held before it, then the wall again: what a camera at a gate sees. */
const SECONDS = { before: 0.5, code: 2, after: 0.5 };
/** Side of the code in the picture, in dots. */
const SIDE = 330;
const [WALL, DARK, LIGHT] = [150, 30, 235];

/** One picture in grey: luminance, then the two planes of colour, which stay neutral. */
function picture(text: string | undefined): Buffer {
  const dots = Buffer.alloc(WIDTH * HEIGHT, WALL);
  if (text !== undefined) {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const size = modules.size + 8;
    for (let y = 0; y < SIDE; y++)
      for (let x = 0; x < SIDE; x++) {
        const [column, row] = [Math.floor((x * size) / SIDE) - 4, Math.floor((y * size) / SIDE) - 4];
        const isInside = column >= 0 && row >= 0 && column < modules.size && row < modules.size;
        const at = (y + (HEIGHT - SIDE) / 2) * WIDTH + x + (WIDTH - SIDE) / 2;
        dots[at] = isInside && modules.get(row, column) ? DARK : LIGHT;
      }
  }
  return Buffer.concat([dots, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
}

/** Writes a film (.y4m) for the camera of a browser, which plays it again and again. */
export function filmOf(code: string, path: string): void {
  const [wall, held] = [picture(undefined), picture(code)];
  const frames = (frame: Buffer, seconds: number): Buffer[] =>
    Array.from({ length: seconds * FRAMES_A_SECOND }, () => Buffer.concat([Buffer.from('FRAME\n'), frame]));
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n`),
      ...frames(wall, SECONDS.before),
      ...frames(held, SECONDS.code),
      ...frames(wall, SECONDS.after),
    ]),
  );
}
