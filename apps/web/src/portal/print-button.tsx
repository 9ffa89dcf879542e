import { Button, type ButtonProps } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { handOver } from '../common/hand-over';
import { useClient } from '../common/services';
import { useProblemNotice } from '../common/use-problem-notice';

interface PrintButtonProps extends ButtonProps {
  /** Below /api/v1. */
  path: string;
  /** What a sheet is asked for with; without it the file is just read. */
  body?: object;
  onPrinted?: () => void;
  children: ReactNode;
}

/** Fetches a sheet for the printer and hands it to the browser. */
export function PrintButton({ path, body, onPrinted, children, ...rest }: PrintButtonProps) {
  const client = useClient();
  const tell = useProblemNotice();
  const sheet = useMutation({
    mutationFn: () =>
      body
        ? client.file(path, {
            method: 'POST',
            body: JSON.stringify(body),
            headers: { 'content-type': 'application/json' },
          })
        : client.file(path),
    onSuccess: (file) => (handOver(file), onPrinted?.()),
    onError: tell,
  });
  return (
    <Button loading={sheet.isPending} onClick={() => sheet.mutate()} {...rest}>
      {children}
    </Button>
  );
}
