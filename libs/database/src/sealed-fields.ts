import type { Keys, SealedField } from '@app/platform';

/** A sealed column: where it stands, and the SQL of what its values are bound to. */
export interface SealedColumn {
  table: string;
  column: string;
  row: string;
  /** The column beside it by which it is found, and what stands there. */
  index?: { column: string; of: (keys: Keys, value: string) => Buffer };
}

const column = (field: SealedField, more: Partial<SealedColumn> = {}): [SealedField, SealedColumn] => {
  const [table, name] = field.split('.') as [string, string];
  return [field, { table, column: name, row: 'id::text', ...more }];
};

/** How many digits at the end of a phone number one has to know to find somebody by it. */
export const PHONE_END = 4;

/** What a phone is found by: it tells nothing without the key, and is the same for every number with this end. */
export const phoneIndex = (keys: Keys, phone: string): Buffer =>
  keys.blindIndex(`phone:${phone.slice(-PHONE_END)}`).subarray(0, 16);

/** Every sealed column. */
export const SEALED_COLUMNS: ReadonlyMap<SealedField, SealedColumn> = new Map([
  column('worker.identity_number'),
  column('worker.phone', { index: { column: 'phone_index', of: phoneIndex } }),
  column('worker.address'),
  column('user_account.phone'),
  column('case_record.note'),
  column('follow_up.note'),
  column('import_reject.cells', { row: `import_id || ':' || row` }),
  column('import_reject.mended', { row: `import_id || ':' || row` }),
  column('stored_file_chunk.data', { row: `file_id || ':' || seq` }),
]);

/** What a rejected row is bound to. */
export const rejectRow = (importId: string, row: number): string => `${importId}:${row}`;
