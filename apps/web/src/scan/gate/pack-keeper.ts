import { openPack, type OfflinePack, PackError, type PublicKeys } from '@app/contracts';
import type { Client } from '../../api/client';
import { isPassing, ProblemError } from '../../api/problem';
import { kept } from '../outbox/event-store';
import { verifyEd25519 } from './ed25519';

/** A pack as it was downloaded, with what it takes to verify it again after a reload. */
interface KeptPack {
  deviceId: string;
  bytes: ArrayBuffer;
  keys: PublicKeys;
  /** By how much the service's clock was ahead of the device's. */
  aheadMs: number;
}

export interface ReadyPack {
  pack: OfflinePack;
  /** Now, by the service's clock as far as the device knows it. */
  now: () => Date;
}

const KEY = 'pack';

/** The pack of before, if it still holds: a gate that starts without a network works on. */
export async function rememberedPack(deviceId: string): Promise<ReadyPack | undefined> {
  const known = await kept.read<KeptPack>(KEY);
  if (!known || known.deviceId !== deviceId) return undefined;
  return opened(known).catch(unlessOver);
}

/** Fetches what the device needs for the hours without a network. @returns undefined without one */
export async function freshPack(client: Client, deviceId: string): Promise<ReadyPack | undefined> {
  try {
    const answer = await fetch('/.well-known/jwks.json', { cache: 'no-cache' });
    const keys = (await answer.json()) as PublicKeys;
    const aheadMs = Date.parse(answer.headers.get('date') ?? '') - Date.now() || 0;
    const { content } = await client.file('/devices/me/pack');
    const fresh = { deviceId, bytes: await content.arrayBuffer(), keys, aheadMs };
    const ready = await opened(fresh);
    await kept.write(KEY, fresh);
    return ready;
  } catch (error) {
    if (error instanceof TypeError || isPassing(error)) return undefined; // no network, or not just now
    if (error instanceof ProblemError && error.status === 401) return undefined; // the outbox says so
    throw error;
  }
}

export const forgetPack = (): Promise<void> => kept.drop(KEY);

async function opened({ bytes, keys, aheadMs }: KeptPack): Promise<ReadyPack> {
  const now = (): Date => new Date(Date.now() + aheadMs);
  return { pack: await openPack(new Uint8Array(bytes), keys, now(), verifyEd25519), now };
}

function unlessOver(error: unknown): undefined {
  if (!(error instanceof PackError)) throw error;
  return undefined;
}
