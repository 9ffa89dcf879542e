import { type NotificationData, notifications } from '@mantine/notifications';
import { useCommonWords } from '../words/common';

/** Says something in passing; it goes by itself, or by a button that has a name. */
export function useNotice(): (notice: NotificationData) => void {
  const { close } = useCommonWords();
  return (notice) => void notifications.show({ closeButtonProps: { 'aria-label': close }, ...notice });
}
