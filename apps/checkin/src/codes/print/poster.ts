import { A4, type Drawing, type Item, placed } from './drawing.js';
import { fitted, type Room } from './fonts.js';

export interface PosterContent {
  placeName: string;
  placeCode: string;
  /** Names of organisation and site, or of the unit of a shared place. */
  owners: string[];
  /** What the QR code says. */
  address: string;
  /** What can be typed instead. */
  typed: string;
}

const MIDDLE = A4.width / 2;
/** With the four modules of quiet zone that the standard asks for, whatever the length of the address. */
const CODE = { size: 116, top: 53 };
const BETWEEN_LINES = 1.25;

/** A poster as large as a sheet of A4. */
export function posterOf({ placeName, placeCode, owners, address, typed }: PosterContent): Drawing {
  return {
    ...A4,
    items: [
      ...centred('QUÉT MÃ KHI VÀO VÀ KHI RA', 25, { lines: 1, size: 11, bold: true }),
      ...centred('Scan this code when you come and when you go', 36, { lines: 1, size: 6, bold: false }),
      { kind: 'code', content: address, x: MIDDLE - CODE.size / 2, y: CODE.top, size: CODE.size },
      ...centred(placeName, 195, { lines: 2, size: 13, bold: true }),
      ...owners.flatMap((name, i) => centred(name, 222 + i * 9.5, { lines: 1, size: 7, bold: false })),
      { kind: 'line', x: 30, y: 237, toX: A4.width - 30, toY: 237 },
      ...centred('Không quét được? Nhập mã này · Cannot scan? Type this code', 250, { lines: 1, size: 5, bold: false }),
      ...centred(typed, 265, { lines: 1, size: 13, bold: true }),
      ...centred(placeCode, 276, { lines: 1, size: 4.5, bold: false }),
      ...centred('Mã này không chứa dữ liệu cá nhân · This code holds no personal data', 285, {
        ...{ lines: 1, size: 4, bold: false },
      }),
    ],
  };
}

function centred(text: string, y: number, room: Omit<Room, 'width'>): Item[] {
  const { lines, size } = fitted(text, { ...room, width: A4.width - 30 });
  return lines.map((line, i) => ({
    ...{ kind: 'text', text: line, x: MIDDLE, middle: true },
    ...{ y: y + i * size * BETWEEN_LINES, size, bold: room.bold },
  }));
}

/** Where posters stand on a page: whole sheets, halves (A5, the page lying), quarters (A6). */
const PAGES = {
  1: { columns: 1, rows: 1, scale: 1, page: A4 },
  2: { columns: 2, rows: 1, scale: Math.SQRT1_2, page: { width: A4.height, height: A4.width } },
  4: { columns: 2, rows: 2, scale: 0.5, page: A4 },
} as const;

export function* posterPages(posters: readonly PosterContent[], perPage: keyof typeof PAGES): Generator<Drawing> {
  const { columns, rows, scale, page } = PAGES[perPage];
  for (let first = 0; first < posters.length; first += perPage) {
    const items = posters.slice(first, first + perPage).flatMap((poster, i) => {
      const [column, row] = [i % columns, Math.floor(i / columns)];
      return placed(posterOf(poster), (column * page.width) / columns, (row * page.height) / rows, scale);
    });
    yield { ...page, items };
  }
}
