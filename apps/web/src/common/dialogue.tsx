import { Modal, type ModalProps } from '@mantine/core';
import { useCommonWords } from '../words/common';

/** A modal whose way out has a name. */
export function Dialogue(props: ModalProps) {
  const { close } = useCommonWords();
  return <Modal closeButtonProps={{ 'aria-label': close }} {...props} />;
}
