import type { Me, PlaceAnswer } from '@app/contracts';
import { useCallback } from 'react';
import type { Client } from '../../api/client';
import { useClient } from '../../common/services';
import { useGateWords } from '../../words/gate';
import { useLoad } from '../common/use-load';
import { kept } from '../outbox/event-store';
import { serviceOf, useOutbox } from '../outbox/use-outbox';
import { GatePage } from './gate-page';
import { LeaveGuard } from './leave-guard';

/** What a guard chooses from, wherever their site is; kept for a start without a network. */
async function placesOf(client: Client, organisationId: string, siteId: string | undefined) {
  const key = `places:${organisationId}:${siteId ?? ''}`;
  try {
    const sites = siteId
      ? [siteId]
      : (await client.call('GET /organisations/:id/sites', { params: { id: organisationId } })).items.map(
          ({ id }) => id,
        );
    const query = { limit: 500 };
    const lists = await Promise.all(sites.map((id) => client.call('GET /sites/:id/places', { params: { id }, query })));
    const places = gatesFirst(lists.flatMap(({ items }) => items)).map(({ code, name }) => ({ code, name }));
    await kept.write(key, places);
    return places;
  } catch (error) {
    const known = await kept.read<{ code: string; name: string }[]>(key);
    if (!known) throw error;
    return known;
  }
}

const gatesFirst = (places: readonly PlaceAnswer[]): PlaceAnswer[] =>
  places.toSorted((a, b) => Number(b.kind === 'gate') - Number(a.kind === 'gate'));

/** The gate of a guard who has signed in, without a device: without a network it only takes down. */
export function GuardGate({ organisationId, me }: { organisationId: string; me: Me }) {
  const { pack: words } = useGateWords();
  const client = useClient();
  const { siteId } = me.scope;
  const outbox = useOutbox(
    `gate:${organisationId}`,
    useCallback(() => serviceOf(client, client), [client]),
  );
  const { data, error, reload } = useLoad(
    useCallback(() => placesOf(client, organisationId, siteId), [client, organisationId, siteId]),
  );
  return (
    outbox && (
      <GatePage
        outbox={outbox}
        ready={undefined}
        places={data ?? []}
        problem={error}
        onRetry={reload}
        ownPlace={undefined}
        name={me.username}
        note={words.noneForPeople}
        mayOverride
        leave={<LeaveGuard outbox={outbox} />}
      />
    )
  );
}
