import type { WorkerAnswer } from '@app/contracts';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useClient } from './services';

/** `POST /workers/lookup` takes so many at once. */
const AT_ONCE = 200;

/** Who is behind ids of worker records, as far as the caller may see them. */
export function usePeople(ids: readonly string[]): ReadonlyMap<string, WorkerAnswer> {
  const client = useClient();
  const wanted = [...new Set(ids)].sort();
  const { data } = useQuery({
    queryKey: ['people', wanted],
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const parts = Array.from({ length: Math.ceil(wanted.length / AT_ONCE) }, (_, i) =>
        wanted.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
      );
      const found = await Promise.all(
        parts.map((part) => client.call('POST /workers/lookup', { body: { ids: part } }, signal)),
      );
      return new Map(found.flatMap(({ items }) => items.map((worker) => [worker.id, worker] as const)));
    },
  });
  return data ?? NOBODY;
}
const NOBODY: ReadonlyMap<string, WorkerAnswer> = new Map();

/** Names of organisations, as far as the caller may see them. */
export function useOrganisationNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const client = useClient();
  const wanted = [...new Set(ids)];
  return useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['organisation', id],
      staleTime: 600_000,
      queryFn: () => client.call('GET /organisations/:id', { params: { id } }),
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : []))),
  });
}
