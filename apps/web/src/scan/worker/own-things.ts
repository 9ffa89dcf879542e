import { kept } from '../outbox/event-store';

export const codeKey = (workerId: string): string => `code:${workerId}`;
export const badgeKey = (workerId: string): string => `badge:${workerId}`;

/** Whoever signs out leaves nothing on the phone that could be shown at a gate. */
export const forgetOwnThings = async (workerId: string): Promise<void> => {
  await Promise.all([codeKey(workerId), badgeKey(workerId)].map((key) => kept.drop(key)));
};
