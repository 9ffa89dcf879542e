import type { CompletenessAnswer, Me, OrganisationAnswer } from '@app/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useClient, useSession } from '../common/services';

/** Whoever uses the portal works for one organisation. */
export const useMe = (): Me => (useSession() as { me: Me }).me;
export const useOrganisationId = (): string => useMe().scope.organisationId!;

export function useOrganisation(): UseQueryResult<OrganisationAnswer> {
  const client = useClient();
  const id = useOrganisationId();
  return useQuery({
    queryKey: ['organisation', id],
    queryFn: ({ signal }) => client.call('GET /organisations/:id', { params: { id } }, signal),
  });
}

/** What the organisation has told so far. */
export function useCompleteness(): UseQueryResult<CompletenessAnswer> {
  const client = useClient();
  const id = useOrganisationId();
  return useQuery({
    queryKey: ['completeness', id],
    queryFn: ({ signal }) => client.call('GET /organisations/:id/completeness', { params: { id } }, signal),
  });
}
