import type { EnrolledDevice } from '@app/contracts';
import { useSyncExternalStore } from 'react';
import type { Bearer } from '../../api/client';
import { ProblemError } from '../../api/problem';

const KEY = 'truyvet.device';
const listeners = new Set<() => void>();
let current = JSON.parse(localStorage.getItem(KEY) ?? 'null') as EnrolledDevice | null;

const become = (device: EnrolledDevice | null): void => {
  current = device;
  if (device) localStorage.setItem(KEY, JSON.stringify(device));
  else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
};

/** Makes this browser the gate device that it was enrolled as; it stays one when its battery was empty. */
export const keepDevice = (device: EnrolledDevice): void => become(device);
export const forgetDevice = (): void => become(null);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const useDevice = (): EnrolledDevice | null => useSyncExternalStore(subscribe, () => current);

/** Calls as the device. Once its token was refused it is refused for good: the organisation has revoked it. */
export const deviceBearer = ({ token }: EnrolledDevice): Bearer => {
  let revoked = false;
  return {
    bearer: () => (revoked ? Promise.reject(new ProblemError('unauthenticated', 401)) : Promise.resolve(token)),
    refused: () => void (revoked = true),
  };
};
