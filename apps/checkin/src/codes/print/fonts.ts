import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const fileOf = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/** DejaVu Sans: free, and it has every letter of Vietnamese. */
export const FONT_FAMILY = 'DejaVu Sans';
export const FONT_FILES = { regular: fileOf('DejaVuSans'), bold: fileOf('DejaVuSans-Bold') };
export type Weight = keyof typeof FONT_FILES;

export const weightOf = ({ bold }: { bold: boolean }): Weight => (bold ? 'bold' : 'regular');

/** A document that is never written: it measures. */
const ruler = new PDFDocument({ autoFirstPage: false }).fontSize(1);

const widthOf = (text: string, weight: Weight): number => ruler.font(FONT_FILES[weight]).widthOfString(text);

export interface Room {
  /** Millimetres. */
  width: number;
  lines: number;
  size: number;
  bold: boolean;
}

const SMALLEST = 0.4;
const SMALLER = 0.92;

/**
 * A text in as many lines as there is room for: at words, with smaller letters where it must be, and cut only when even
 * the smallest are too large.
 */
export function fitted(text: string, room: Room): { lines: string[]; size: number } {
  for (let size = room.size; size >= room.size * SMALLEST; size *= SMALLER) {
    const lines = wrapped(text, room.width / size, weightOf(room));
    if (lines.length <= room.lines && lines.every((line) => widthOf(line, weightOf(room)) * size <= room.width))
      return { lines, size };
  }
  const size = room.size * SMALLEST;
  const lines = wrapped(text, room.width / size, weightOf(room));
  const kept = [...lines.slice(0, room.lines - 1), lines.slice(room.lines - 1).join(' ')];
  return { lines: kept.map((line) => cut(line, room.width / size, weightOf(room))), size };
}

function wrapped(text: string, width: number, weight: Weight): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length > 0 && widthOf(longer, weight) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function cut(line: string, width: number, weight: Weight): string {
  if (widthOf(line, weight) <= width) return line;
  const letters = [...line];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, weight) > width) letters.pop();
  return `${letters.join('')}…`;
}
