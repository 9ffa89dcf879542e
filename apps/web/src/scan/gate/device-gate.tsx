import type { EnrolledDevice } from '@app/contracts';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Client } from '../../api/client';
import { Transport } from '../../api/transport';
import { useClient, useSession } from '../../common/services';
import { showMoment } from '../../format/dates';
import { useGateWords } from '../../words/gate';
import { serviceOf, useOutbox } from '../outbox/use-outbox';
import { deviceBearer } from './device';
import { GatePage } from './gate-page';
import { LeaveDevice } from './leave-device';
import { freshPack, type ReadyPack, rememberedPack } from './pack-keeper';

/** A pack is made anew every quarter of an hour. */
const RENEW_MS = 10 * 60_000;

/** The gate of an enrolled device: judges by its pack where there is no network. */
export function DeviceGate({ device }: { device: EnrolledDevice }) {
  const { pack: words } = useGateWords();
  const staff = useClient();
  const session = useSession();
  const client = useMemo(() => new Client(new Transport(), deviceBearer(device)), [device]);
  const outbox = useOutbox(
    `gate:${device.organisationId}`,
    useCallback(() => serviceOf(client, staff), [client, staff]),
  );
  const ready = usePack(client, device.id);
  if (!outbox) return null;
  const header = ready?.pack.header;
  const places = (header?.places ?? []).map((code) => ({ code, name: code }));
  const says = header ? words.ready(showMoment(header.validTo)) : words.none;
  const mayOverride = 'me' in session && session.me.role === 'gate_guard';
  return (
    <GatePage
      {...{ outbox, ready, places, mayOverride }}
      ownPlace={header?.place ?? undefined}
      name={device.name}
      note={says}
      leave={<LeaveDevice device={device} outbox={outbox} />}
    />
  );
}

function usePack(client: Client, deviceId: string): ReadyPack | undefined {
  const [ready, setReady] = useState<ReadyPack>();
  useEffect(() => {
    let isWanted = true;
    const take = (found: ReadyPack | undefined): void => {
      if (found && isWanted) setReady(found);
    };
    const renew = (): void => void freshPack(client, deviceId).then(take);
    void rememberedPack(deviceId).then(take).then(renew);
    const timer = setInterval(renew, RENEW_MS);
    addEventListener('online', renew);
    return () => {
      isWanted = false;
      clearInterval(timer);
      removeEventListener('online', renew);
    };
  }, [client, deviceId]);
  return ready;
}
