import type { EntityManager } from 'typeorm';

/** A worker used a rotating code for a check-in. */
export interface CodeUse {
  workerNo: number;
  /** The place of the screen; 0 for the worker's own phone. */
  placeNo: number;
  step: number;
  checkInId: string;
}

/** Notes uses of codes. @returns for each, the check-in that had it first @param uses each code and worker once */
export function useCodes(manager: EntityManager, uses: readonly CodeUse[]): Promise<CodeUse[]> {
  return manager.query<CodeUse[]>(
    `insert into code_use (worker_no, place_no, step, check_in_id)
     select * from unnest($1::int[], $2::int[], $3::int[], $4::uuid[]) order by 1, 2, 3
     on conflict (worker_no, place_no, step) do update set check_in_id = code_use.check_in_id
     returning worker_no as "workerNo", place_no as "placeNo", step, check_in_id as "checkInId"`,
    [
      uses.map(({ workerNo }) => workerNo),
      uses.map(({ placeNo }) => placeNo),
      uses.map(({ step }) => step),
      uses.map(({ checkInId }) => checkInId),
    ],
  );
}

/** Forgets the uses of codes that nobody can use any more. */
export async function forgetCodeUses(manager: EntityManager, beforeStep: number): Promise<void> {
  await manager.query('delete from code_use where step < $1', [beforeStep]);
}
