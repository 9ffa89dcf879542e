import type { List, Page } from '@app/contracts';
import { DomainError } from '@app/platform';
import type { z } from 'zod';

/** The position after which a page starts, as the sort key of the last row of the page before. */
function readCursor(page: Page): (string | number)[] | null {
  if (!page.cursor) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(page.cursor, 'base64url').toString());
    if (Array.isArray(key)) return key as (string | number)[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badCursor();
}

const badCursor = (): DomainError =>
  new DomainError('invalid_request', 'The cursor is not one of ours.', [
    { path: 'cursor', code: 'invalid', message: 'take it from nextCursor of the page before' },
  ]);

/** `readCursor`, with the key checked: a made-up cursor never reaches the database. */
export function cursorOf<Key extends z.ZodType>(page: Page, key: Key): z.output<Key> | null {
  const given = readCursor(page);
  if (given === null) return null;
  const parsed = key.safeParse(given);
  if (!parsed.success) throw badCursor();
  return parsed.data;
}

/** Makes a page of rows that were read with `limit + 1`; `keyOf` gives the sort key of a row. */
export function listOf<Row, Item>(
  rows: Row[],
  page: Page,
  keyOf: (row: Row) => (string | number)[],
  toItem: (row: Row) => Item,
): List<Item> {
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map(toItem),
    nextCursor: last ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null,
  };
}
