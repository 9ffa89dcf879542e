import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useClient } from '../../common/services';
import type { Occupancy } from './occupancy';

/** Who is inside, kept up to date by the service as long as the page is open. */
export function useOccupancy(siteId: string): UseQueryResult<Occupancy> {
  const client = useClient();
  const queryClient = useQueryClient();
  const queryKey = ['occupancy', siteId];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.call('GET /sites/:id/occupancy', { params: { id: siteId } }, signal),
  });
  useEffect(() => {
    const stop = new AbortController();
    const listen = async (): Promise<void> => {
      for await (const { data } of client.events<Occupancy>(`/sites/${siteId}/occupancy/events`, stop.signal))
        queryClient.setQueryData(['occupancy', siteId], data);
    };
    // without the stream the page shows what it has, and the query says what is wrong when it is asked again
    listen().catch(
      () => stop.signal.aborted || void queryClient.invalidateQueries({ queryKey: ['occupancy', siteId] }),
    );
    return () => stop.abort();
  }, [siteId, client, queryClient]);
  return query;
}
