import type { WorkerAnswer } from '@app/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useClient } from '../../common/services';
import { useOrganisationId } from '../use-organisation';
import type { WorkerFilters } from './filters';

/** Long enough not to ask at every key of somebody quick, short enough not to be felt. */
const PAUSE_MS = 60;
/** The first page fills the screen at once, the others come before they are scrolled to. */
const FIRST = 100;
const NEXT = 500;

/** Workers by code, or by name while something is searched for, a page at a time; older rows stay until the new are here. */
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
  const pages = query.data?.pages;
  const workers: readonly WorkerAnswer[] = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  return { ...query, workers };
}
