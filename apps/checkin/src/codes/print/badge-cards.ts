import { A4, type Drawing, type Item, placed } from './drawing.js';
import { fitted, type Room } from './fonts.js';

export interface CardContent {
  organisationName: string;
  /** Printed where the organisation wants it; never in the code. */
  workerName?: string;
  workerCode?: string;
  /** What the QR code says. */
  token: string;
}

/** A card of ISO/IEC 7810 ID-1, as bank cards are. */
const CARD = { width: 85.6, height: 53.98 };
const COLUMNS = 2;
const ROWS = 5;
const LEFT = (A4.width - COLUMNS * CARD.width) / 2;
const TOP = (A4.height - ROWS * CARD.height) / 2;
const CODE = { x: 4.8, y: 13.6, size: 34 };
const RIGHT = { x: 43.6, width: 38 };
const BETWEEN_LINES = 1.2;

export function cardOf({ organisationName, workerName, workerCode, token }: CardContent): Drawing {
  const name =
    workerName === undefined ? [] : text(workerName, RIGHT.x, 18, { ...RIGHT, lines: 3, size: 4.8, bold: true });
  const code =
    workerCode === undefined ? [] : text(workerCode, RIGHT.x, 37, { ...RIGHT, lines: 1, size: 4.2, bold: false });
  return {
    ...CARD,
    items: [
      ...text(organisationName, CODE.x, 7.5, { width: CARD.width - 9, lines: 1, size: 4, bold: true }),
      { kind: 'code', content: token, ...CODE },
      ...name,
      ...code,
      ...text('Mất thẻ: báo ngay', RIGHT.x, 44.5, { ...RIGHT, lines: 1, size: 2.8, bold: false }),
      ...text('Lost card: report at once', RIGHT.x, 48, { ...RIGHT, lines: 1, size: 2.8, bold: false }),
    ],
  };
}

function text(words: string, x: number, y: number, room: Room): Item[] {
  const { lines, size } = fitted(words, room);
  return lines.map((line, i) => ({
    ...{ kind: 'text', text: line, x, middle: false },
    ...{ y: y + i * size * BETWEEN_LINES, size, bold: room.bold },
  }));
}

/** Ten cards a page, with marks where to cut. */
export function* cardPages(cards: readonly CardContent[]): Generator<Drawing> {
  const perPage = COLUMNS * ROWS;
  for (let first = 0; first < cards.length; first += perPage) {
    const items = cards
      .slice(first, first + perPage)
      .flatMap((card, i) =>
        placed(cardOf(card), LEFT + (i % COLUMNS) * CARD.width, TOP + Math.floor(i / COLUMNS) * CARD.height, 1),
      );
    yield { ...A4, items: [...items, ...cutMarks()] };
  }
}

/** Short lines outside the cards, in line with their edges. */
function cutMarks(): Item[] {
  const [near, far] = [1.5, 6.5];
  const upright = Array.from({ length: COLUMNS + 1 }, (_, i) => LEFT + i * CARD.width);
  const level = Array.from({ length: ROWS + 1 }, (_, i) => TOP + i * CARD.height);
  const mark = (x: number, y: number, toX: number, toY: number): Item => ({ kind: 'line', x, y, toX, toY });
  return [
    ...upright.flatMap((x) => [
      mark(x, TOP - far, x, TOP - near),
      mark(x, A4.height - TOP + near, x, A4.height - TOP + far),
    ]),
    ...level.flatMap((y) => [
      mark(LEFT - far, y, LEFT - near, y),
      mark(A4.width - LEFT + near, y, A4.width - LEFT + far, y),
    ]),
  ];
}
