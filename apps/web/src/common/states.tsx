import { Center, Skeleton, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCommonWords } from '../words/common';
import { ProblemNote } from './problems';

/** Grey lines where a list is about to be. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { loading } = useCommonWords();
  return (
    <Stack gap="sm" role="status" aria-busy>
      <VisuallyHidden>{loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={44} />
      ))}
    </Stack>
  );
}

/** A list without anything in it: what belongs here, and what to do. */
export function Empty({ text, children }: { text?: string; children?: ReactNode }) {
  const { nothing } = useCommonWords();
  return (
    <Center py="xl">
      <Stack align="center" gap="md" maw={440}>
        <Text c="dimmed" ta="center">
          {text ?? nothing}
        </Text>
        {children}
      </Stack>
    </Center>
  );
}

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}

/** What a query has brought, or that it is on its way, or why it did not come. */
export function Loaded<T>({ query, lines = 4, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading lines={lines} />;
}
