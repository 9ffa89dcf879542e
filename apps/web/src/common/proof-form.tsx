import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { isRefused } from '../api/problem';
import { ProblemNote } from './problems';
import { useSubmit } from './use-submit';

interface ProofFormProps {
  /** Hands in what was typed. */
  work: () => Promise<unknown>;
  /** What handing in is called. */
  label: string;
  /** The fields; `refused`: what was typed was not right. */
  children: (refused: boolean) => ReactNode;
}

/** A form in which somebody proves who they are: a refusal stands at the field, whatever else goes wrong below it. */
export function ProofForm({ work, label, children }: ProofFormProps) {
  const { busy, error, submit } = useSubmit(work);
  const refused = isRefused(error);
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {children(refused)}
        {error !== undefined && !refused && <ProblemNote error={error} />}
        <Button type="submit" loading={busy} fullWidth>
          {label}
        </Button>
      </Stack>
    </form>
  );
}
