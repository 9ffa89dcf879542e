import { useErrorWords } from './errors';
import { en } from './gate-reasons.en';
import { vi } from './gate-reasons.vi';
import { dictionary } from './language';

const useReasons = dictionary<Record<string, string>>({ vi, en });

/** Words for a reason: of a rule at the gate, or of a refusal; what is newer than this page is shown as it comes. */
export function useReasonWords(): (code: string) => string {
  const [reasons, errors] = [useReasons(), useErrorWords() as Record<string, string>];
  return (code) => reasons[code] ?? errors[code] ?? code;
}
