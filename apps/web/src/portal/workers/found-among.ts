import { searchable, type WorkerAnswer } from '@app/contracts';

/**
 * Who of those that are here already is meant by what is typed: parts of the name in any order and without accents, the
 * beginning of a code, the end of a phone. What is shown until the service has looked at everybody.
 * @returns by name, as the service answers
 */
export function foundAmong(workers: readonly WorkerAnswer[], typed: string): WorkerAnswer[] {
  const parts = searchable(typed).split(' ');
  const digits = typed.replace(/\D/g, '').replace(/^0/, '');
  const isMeant = ({ fullName, code, phone }: WorkerAnswer): boolean => {
    const name = searchable(fullName);
    if (parts.every((part) => name.includes(part))) return true;
    return code.toLowerCase().startsWith(typed.trim().toLowerCase()) || isEnd(phone, digits);
  };
  const named = workers.filter(isMeant).map((worker) => ({ worker, name: searchable(worker.fullName) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name))).map(({ worker }) => worker);
}

/** Fewer digits than four are the end of too many. */
const isEnd = (phone: string | null, digits: string): boolean =>
  phone !== null && digits.length >= 4 && phone.endsWith(digits);
