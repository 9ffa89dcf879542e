import { searchable, type WorkerAnswer } from '@app/contracts';

/** Names as they are searched, made once: they are asked for at every key. */
const names = new WeakMap<WorkerAnswer, string>();
function nameOf(worker: WorkerAnswer): string {
  const known = names.get(worker) ?? searchable(worker.fullName);
  names.set(worker, known);
  return known;
}

/**
 * Who of those that are here already is meant by what is typed: parts of the name in any order and without accents, the
 * beginning of a code, the end of a phone. What is shown until the service has looked at everybody.
 * @returns by name, as the service answers
 */
export function foundAmong(workers: readonly WorkerAnswer[], typed: string): WorkerAnswer[] {
  const parts = searchable(typed).split(' ');
  const digits = typed.replace(/\D/g, '').replace(/^0/, '');
  const isMeant = (worker: WorkerAnswer): boolean => {
    const { code, phone } = worker;
    const name = nameOf(worker);
    if (parts.every((part) => name.includes(part))) return true;
    return code.toLowerCase().startsWith(typed.trim().toLowerCase()) || isEnd(phone, digits);
  };
  return workers.filter(isMeant).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))));
}

/** Fewer digits than four are the end of too many. */
const isEnd = (phone: string | null, digits: string): boolean =>
  phone !== null && digits.length >= 4 && phone.endsWith(digits);
