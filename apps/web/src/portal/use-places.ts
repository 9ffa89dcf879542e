import type { PlaceAnswer, SiteAnswer } from '@app/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Client } from '../api/client';
import { useClient } from '../common/services';
import { useOrganisationId } from './use-organisation';

/** The organisation's sites. */
export function useSites(): UseQueryResult<SiteAnswer[]> {
  const client = useClient();
  const id = useOrganisationId();
  return useQuery({
    queryKey: ['sites', id],
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const query = { limit: 500 };
      return (await client.call('GET /organisations/:id/sites', { params: { id }, query }, signal)).items;
    },
  });
}

async function placesOf(client: Client, siteId: string, signal: AbortSignal): Promise<PlaceAnswer[]> {
  const all: PlaceAnswer[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: 500, ...(cursor ? { cursor } : {}) };
    const page = await client.call('GET /sites/:id/places', { params: { id: siteId }, query }, signal);
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

/** Every place of one site. */
export function usePlaces(siteId: string | undefined): UseQueryResult<PlaceAnswer[]> {
  const client = useClient();
  return useQuery({
    queryKey: ['places', siteId],
    enabled: siteId !== undefined,
    staleTime: 60_000,
    queryFn: ({ signal }) => placesOf(client, siteId!, signal),
  });
}

/** Every place of every site, for choosing one. */
export function useAllPlaces(): readonly PlaceAnswer[] {
  const client = useClient();
  const sites = useSites().data;
  const { data } = useQuery({
    queryKey: ['places', 'all', sites?.map(({ id }) => id)],
    enabled: sites !== undefined,
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await Promise.all(sites!.map(({ id }) => placesOf(client, id, signal)))).flat(),
  });
  return data ?? NONE;
}
const NONE: readonly PlaceAnswer[] = [];
