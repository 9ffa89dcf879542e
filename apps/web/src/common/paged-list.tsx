import type { List } from '@app/contracts';
import { Button, Center, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCommonWords } from '../words/common';
import { ProblemNote } from './problems';
import { Empty, Loading } from './states';

interface PagedListProps<T> {
  queryKey: readonly unknown[];
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<List<T>>;
  /** What stands in place of an empty list. */
  empty?: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}

/** A list of the service, a page at a time, with its loading, empty and error states. */
export function PagedList<T>({ queryKey, load, empty = <Empty />, children }: PagedListProps<T>) {
  const { more } = useCommonWords();
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  if (query.isPending) return <Loading />;
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      {items.length > 0 && children(items)}
      {items.length === 0 && !query.isError && empty}
      {query.isError && <ProblemNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.hasNextPage && (
        <Center className="no-print">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {more}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
