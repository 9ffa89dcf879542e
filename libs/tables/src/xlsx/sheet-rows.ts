import { bareCell } from '../writing/safe-cell.js';
import { checkRows, isBlank, SHEET_ROWS, type RowBatches, type TableOptions, type TableRow } from '../reading/table.js';
import { cellText, type RawCell, type ValueContext } from './cell-value.js';
import { readXml } from './xml.js';

/** Columns that are read; a cell further right counts as the one after the last, so that its row is refused. */
const MAX_COLUMNS = 1_024;

/** Position of a cell's column: `BC12` → 54. Cells without a reference follow the one before. */
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
      this.cells[this.column] = bareCell(cellText(this.cell, this.context));
      this.cell = undefined;
    } else if (name === 'row' && !isBlank(this.cells)) this.rows.push({ row: this.row, cells: this.cells });
  }

  private openRow(row: number): void {
    this.row = row;
    checkRows(row, { maxRows: Math.min(this.options.maxRows ?? SHEET_ROWS, SHEET_ROWS) });
    [this.cells, this.column] = [[], -1];
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
