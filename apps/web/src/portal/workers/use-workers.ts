import type { List, WorkerAnswer } from '@app/contracts';
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useClient } from '../../common/services';
import { useOrganisationId } from '../use-organisation';
import type { WorkerFilters } from './filters';
import { foundAmong } from './found-among';

/** Long enough not to ask at every key of somebody quick, short enough not to be felt. */
const PAUSE_MS = 60;
/** The first page fills the screen at once, the others come before they are scrolled to. */
const FIRST = 100;
const NEXT = 500;

type Pages = InfiniteData<List<WorkerAnswer>>;

function useRows(data: Pages | undefined): readonly WorkerAnswer[] {
  return useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
}

/**
 * Workers by code, or by name while something is searched for, a page at a time. Until the service has answered, those are
 * shown who are meant among the rows that are here, so that a slow line is not felt; else the rows of before.
 */
export function useWorkers(filters: WorkerFilters, typed: string) {
  const client = useClient();
  const organisationId = useOrganisationId();
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const q = typed.trim() === '' ? '' : asked;
  const query = useInfiniteQuery({
    queryKey: ['workers', organisationId, filters, q],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam: cursor, signal }) => {
      const { status, placeId, missing } = filters;
      const chosen = {
        ...{ organisationId, limit: cursor ? NEXT : FIRST, cursor },
        ...{ status: status ?? undefined, placeId: placeId ?? undefined, missing: missing ?? undefined },
      };
      return q === ''
        ? client.call('GET /workers', { query: chosen }, signal)
        : client.call('POST /workers/search', { body: { ...chosen, q } }, signal);
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const answered = useRows(query.data);
  const here = useRows(useQueryClient().getQueryData<Pages>(['workers', organisationId, filters, '']));
  const isWaiting = query.isPlaceholderData || q !== typed.trim();
  const found = useMemo(
    () => (isWaiting && typed.trim() !== '' ? foundAmong(here, typed) : []),
    [isWaiting, here, typed],
  );
  return { ...query, workers: found.length > 0 ? found : answered, isWaiting };
}
