import { type ErrorCode, type Fault, searchable } from '@app/contracts';
import { DomainError } from '@app/platform';

/** A column of a kind of file, with every header it may stand under. */
export interface Column<Name extends string = string> {
  name: Name;
  /** Further headers; accents, case, blanks, underscores and marks such as (*) do not count. `name` itself is one. */
  headers: readonly string[];
  required?: boolean;
}

/** Columns that our list of rejected rows adds: ignored, so that the mended list can be sent as it is. */
export const REJECT_COLUMNS = ['row', 'column', 'reason'] as const;

/** Which cell of a row holds which column. */
export interface MatchedColumns<Name extends string> {
  /** Position of each column that the file has. */
  at: Partial<Record<Name, number>>;
  /** The file's own headers, those of a list of rejected rows left out. */
  headers: string[];
  /** Positions of `headers`. */
  kept: number[];
  /** Number of cells that a row may have. */
  width: number;
  /** The cell of a column, trimmed and composed (NFC); empty when the file or the row has none. */
  cell: (cells: readonly string[], name: Name) => string;
}

const key = (header: string): string =>
  searchable(header.normalize('NFKC').replace(/\([^)]*\)/g, '')).replace(/[^\p{L}\p{N}]/gu, '');

/** A column's position as a spreadsheet names it: A, B … Z, AA. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

/** What somebody has said that columns are, by their headers; null: not to be read. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

const namesOf = <Name extends string>(columns: readonly Column<Name>[]): Map<string, Name> =>
  new Map(columns.flatMap(({ name, headers }) => [name, ...headers].map((h) => [key(h), name] as const)));

/** What each column of a file is most likely; null where that is not known, or another column is it already. */
export function guessColumns<Name extends string>(
  header: readonly string[],
  columns: readonly Column<Name>[],
  remembered: ColumnMapping,
): (Name | null)[] {
  const names = namesOf(columns);
  const taken = new Set<Name>();
  return header.map((text) => {
    const known = Object.hasOwn(remembered, text) ? (remembered[text] as Name | null) : names.get(key(text));
    if (!known || taken.has(known)) return null;
    taken.add(known);
    return known;
  });
}

/**
 * Finds the columns of a file by its header, or as somebody has said.
 * @throws unknown_column, duplicate_column or missing_column, with every fault in `errors`; the first kind of fault found
 *   in this order gives the code
 */
export function matchColumns<Name extends string>(
  header: readonly string[],
  columns: readonly Column<Name>[],
  mapping: ColumnMapping | null = null,
): MatchedColumns<Name> {
  const names = namesOf(columns);
  const at: Partial<Record<Name, number>> = {};
  const kept: number[] = [];
  const faults: Fault[] = [];
  const shown = shownIn(header);
  header.forEach((text, index) => {
    const told = mapping && Object.hasOwn(mapping, text) ? mapping[text] : undefined;
    const name = (told as Name | null | undefined) ?? names.get(key(text));
    if (told === undefined && name === undefined && (REJECT_COLUMNS as readonly string[]).includes(key(text))) return;
    kept.push(index);
    if (told === null) return;
    if (name === undefined) faults.push(unknown(text && shown(text), index));
    else if (at[name] !== undefined) faults.push(twice(shown(text), index, name));
    at[name as Name] ??= index;
  });
  for (const { name, required } of columns) if (required && at[name] === undefined) faults.push(missing(name));
  if (faults.length > 0) throw refusal(faults, columns);
  const cell = (cells: readonly string[], name: Name): string =>
    at[name] === undefined ? '' : (cells[at[name]] ?? '').normalize('NFC').trim();
  return { at, headers: kept.map((index) => header[index]!), kept, width: header.length, cell };
}

/** How headers are shown: cut; not at all where one holds digits, for a file without a header has a person there. */
const shownIn = (header: readonly string[]): ((text: string) => string) =>
  header.some((text) => /\d{4}/.test(text))
    ? () => 'of a row with digits in it, which is no header,'
    : (text) => `“${text.slice(0, 40)}”`;

const unknown = (shown: string, index: number): Fault => ({
  path: letterOf(index),
  code: 'unknown_column',
  message: shown ? `column ${shown} is not known` : 'this column has no name',
});

const twice = (shown: string, index: number, name: string): Fault => ({
  path: letterOf(index),
  code: 'duplicate_column',
  message: `column ${shown} is ${name}, which is there already`,
});

const missing = (name: string): Fault => ({
  path: name,
  code: 'missing_column',
  message: 'this column is required',
});

function refusal(faults: Fault[], columns: readonly Column[]): DomainError {
  const order: ErrorCode[] = ['unknown_column', 'duplicate_column', 'missing_column'];
  const code = order.find((one) => faults.some((fault) => fault.code === one))!;
  const said = faults.map(({ path, message }) => `${path}: ${message}`).slice(0, 10);
  return new DomainError(
    code,
    `${said.join('; ')}. Known columns: ${columns.map(({ name }) => name).join(', ')}.`,
    faults,
  );
}
