import { useProblemText } from './problems';
import { useNotice } from './use-notice';

/** Tells an error in passing, for deeds that have no place of their own on the page. */
export function useProblemNotice(): (error: unknown) => void {
  const textOf = useProblemText();
  const tell = useNotice();
  return (error) => {
    const { text, code } = textOf(error);
    tell({ color: 'red', title: text, message: code, autoClose: 10_000 });
  };
}
