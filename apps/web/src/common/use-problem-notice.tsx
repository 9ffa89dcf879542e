import { notifications } from '@mantine/notifications';
import { useProblemText } from './problems';

/** Tells an error in passing, for deeds that have no place of their own on the page. */
export function useProblemNotice(): (error: unknown) => void {
  const textOf = useProblemText();
  return (error) => {
    const { text, code } = textOf(error);
    notifications.show({ color: 'red', title: text, message: code, autoClose: 10_000 });
  };
}
