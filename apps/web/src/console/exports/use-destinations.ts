import type { DestinationAnswer } from '@app/contracts';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../common/services';

/** Command centres that lists can be delivered to. */
export function useDestinations(): readonly DestinationAnswer[] {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['destinations'],
    queryFn: ({ signal }) => client.call('GET /destinations', { query: { limit: 500 } }, signal),
  });
  return data?.items ?? [];
}
