import { bareCell } from '../writing/safe-cell.js';
import { FileFault } from '../reading/file-fault.js';
import {
  checkRows,
  isBlank,
  MAX_COLUMNS,
  MAX_ROW,
  type RowBatches,
  SHEET_ROWS,
  type TableOptions,
  type TableRow,
  tooManyColumns,
} from '../reading/table.js';
import { cellText, type RawCell, type ValueContext } from './cell-value.js';
import { readXml } from './xml.js';

/** Cells that a row of a sheet can have. */
const SHEET_COLUMNS = 16_384;

/**
 * Position of a cell's column: `BC12` → 54. Cells without a reference follow the one before. A cell
 * too far right counts as the one after the last, so that its row is refused.
 */
export function columnOf(reference: string | undefined, next: number): number {
  let column = 0;
  for (const letter of reference ?? '') {
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return Math.min(column > 0 ? column - 1 : next, MAX_COLUMNS);
}

/** Gathers the rows of a sheet as its XML goes by. */
class SheetHandler {
  readonly rows: TableRow[] = [];
  private row = 0;
  private cells: string[] = [];
  private column = -1;
  private seen = 0;
  private characters = 0;
  private cell: RawCell | undefined;
  private field: 'value' | 'inline' | undefined;
  private inAid = false;

  constructor(
    private readonly context: ValueContext,
    private readonly options: TableOptions,
  ) {}

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') this.openRow(Number(attributes['r'] ?? this.row + 1));
    else if (name === 'c') {
      this.column = columnOf(attributes['r'], this.column + 1);
      this.cell = { type: attributes['t'], style: Number(attributes['s'] ?? 0), value: '', inline: '' };
    } else if (name === 'v') this.field = 'value';
    else if (name === 't') this.field = this.inAid ? undefined : 'inline';
    else if (name === 'rPh') this.inAid = true;
  }

  text(text: string): void {
    if (this.cell && this.field) this.cell[this.field] += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.field = undefined;
    else if (name === 'rPh') this.inAid = false;
    else if (name === 'c' && this.cell) {
      while (this.cells.length < this.column) this.cells.push('');
      const text = bareCell(cellText(this.cell, this.context));
      this.count(text);
      this.cells[this.column] = text;
      this.cell = undefined;
    } else if (name === 'row' && !isBlank(this.cells)) this.rows.push({ row: this.row, cells: this.cells });
  }

  private openRow(row: number): void {
    this.row = row;
    checkRows(row, { maxRows: Math.min(this.options.maxRows ?? SHEET_ROWS, SHEET_ROWS) });
    [this.cells, this.column] = [[], -1];
    [this.seen, this.characters] = [0, 0];
  }

  /** @throws too_many_columns, too_large for a row that no spreadsheet makes */
  private count(text: string): void {
    this.seen++;
    this.characters += text.length;
    if (this.seen > SHEET_COLUMNS) throw tooManyColumns();
    if (this.characters > MAX_ROW) throw new FileFault('too_large', 'A row of the workbook is too large.');
  }
}

/** The rows of a sheet, piece by piece, that are not blank. @throws too_many_rows, unsupported_file */
export async function* sheetRows(
  xml: AsyncIterable<Uint8Array>,
  context: ValueContext,
  options: TableOptions,
): RowBatches {
  const handler = new SheetHandler(context, options);
  for await (const _ of readXml(xml, {
    open: (name, attributes) => handler.open(name, attributes),
    text: (text) => handler.text(text),
    close: (name) => handler.close(name),
  }))
    yield handler.rows.splice(0);
}
