import type { EntityManager } from 'typeorm';

/** What a code stands for. */
export interface CodeOwner {
  kind: 'place' | 'badge';
  no: number;
}

const columnOf = ({ kind }: CodeOwner): string => (kind === 'place' ? 'place_no' : 'worker_no');

/** The token in force, or null. */
export async function tokenInForce(manager: EntityManager, owner: CodeOwner): Promise<string | null> {
  const rows = await manager.query<{ token: string }[]>(
    `select token from code_token where ${columnOf(owner)} = $1 and kind = $2 and revoked_at is null`,
    [owner.no, owner.kind],
  );
  return rows[0]?.token ?? null;
}

/** Holds the place or worker until the transaction ends, so that two first requests do not make two codes. */
export async function lockOwner(manager: EntityManager, { kind, no }: CodeOwner): Promise<void> {
  await manager.query(`select 1 from ${kind === 'place' ? 'place' : 'worker'} where no = $1 for no key update`, [no]);
}

export async function insertToken(manager: EntityManager, owner: CodeOwner, token: string): Promise<void> {
  await manager.query(`insert into code_token (token, kind, ${columnOf(owner)}) values ($1, $2, $3)`, [
    token,
    owner.kind,
    owner.no,
  ]);
}

/** Makes the code in force worthless, at once. */
export async function revokeTokens(manager: EntityManager, owner: CodeOwner): Promise<void> {
  await manager.query(
    `update code_token set revoked_at = now() where ${columnOf(owner)} = $1 and kind = $2 and revoked_at is null`,
    [owner.no, owner.kind],
  );
}
