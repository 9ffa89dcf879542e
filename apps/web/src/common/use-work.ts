import { isFinal, type WorkStatus } from '@app/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClient } from './services';

interface Work {
  status: WorkStatus;
}

interface WorkWish<T> {
  /** Below /api/v1; its events are at `${path}/events`. */
  path: string;
  load: (signal: AbortSignal) => Promise<T>;
  /** Goes on listening after the end: a followed trace begins anew by itself. */
  lasting?: (work: T) => boolean;
}

/** How often work that begins anew by itself is looked at; its stream has ended. */
const LOOK_MS = 10_000;

/** Long work, kept up to date by its events until it ends. */
export function useWork<T extends Work>({ path, load, lasting }: WorkWish<T>): UseQueryResult<T> {
  const client = useClient();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: ['work', path],
    queryFn: ({ signal }) => load(signal),
    refetchInterval: ({ state: { data } }) => (data && lasting?.(data) ? LOOK_MS : false),
  });
  const runs = query.data !== undefined && !isFinal(query.data.status);
  useEffect(() => {
    if (!runs) return;
    const stop = new AbortController();
    const listen = async (): Promise<void> => {
      for await (const { data } of client.events<T>(`${path}/events`, stop.signal))
        queryClient.setQueryData(['work', path], data);
    };
    // a stream that cannot be had is no end of the work: the query says what is wrong when it is asked again
    listen().catch(() => stop.signal.aborted || void queryClient.invalidateQueries({ queryKey: ['work', path] }));
    return () => stop.abort();
  }, [runs, path, client, queryClient]);
  return query;
}
