/** What is printed, in millimetres from the upper left corner. SVG, PNG and PDF are made of the same drawing. */
export interface Drawing {
  width: number;
  height: number;
  items: Item[];
}

export interface Text {
  kind: 'text';
  text: string;
  /** Left end of the text, or its middle. */
  x: number;
  /** The line it stands on. */
  y: number;
  size: number;
  bold: boolean;
  middle: boolean;
}

/** A QR code; the quiet zone around it is the drawing's to leave. */
export interface Code {
  kind: 'code';
  content: string;
  x: number;
  y: number;
  size: number;
}

export interface Line {
  kind: 'line';
  x: number;
  y: number;
  toX: number;
  toY: number;
}

export type Item = Text | Code | Line;

export const A4 = { width: 210, height: 297 };

/** The items of a drawing somewhere on another one, larger or smaller. */
export function placed({ items }: Drawing, x: number, y: number, scale: number): Item[] {
  const at = <Point extends { x: number; y: number }>(item: Point): Point => ({
    ...item,
    x: x + item.x * scale,
    y: y + item.y * scale,
  });
  return items.map((item) => {
    if (item.kind === 'line') return { ...at(item), toX: x + item.toX * scale, toY: y + item.toY * scale };
    return { ...at(item), size: item.size * scale };
  });
}
