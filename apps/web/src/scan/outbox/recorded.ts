import type { Decision } from '@app/contracts';

/** An item of `POST /check-ins/batch`: the same at every attempt, so that an answer that got lost is given again. */
export interface Sighting {
  id: string;
  direction: 'in' | 'out' | 'scan';
  deviceAt: string;
  monotonicMs: number;
  bootId: string;
  /** Where: a code of the place's own, or what its poster or screen shows. */
  placeCode?: string;
  code?: string;
  /** Whose badge; the own record where it is a worker's phone. */
  badge?: string;
  offline?: true;
}

/** Allow, warn or stop, and why. */
export interface Ruling {
  decision: Decision;
  reasons: string[];
}

/** Somebody was seen; kept on the device before anything is shown. */
export interface Recorded {
  id: string;
  /** On whose behalf it is sent: nothing of one person goes out under the name of another. */
  owner: string;
  takenAt: number;
  direction: Sighting['direction'];
  /** Where, in words. */
  place: string;
  /** Gone once it is answered: no code stays on the device for longer than it is needed. */
  sighting: Sighting | null;
  /** What was shown before the service had said anything. */
  shown: Ruling | null;
  /** What the service said; `refused` when it did not take it. */
  answer: (Ruling & { refused: boolean }) | null;
  /** Somebody at the gate decided otherwise, and why. Gone once it is sent. */
  override: string | null;
  /** How an override went, where it did not go well. */
  overrideFault: string | null;
  /** Somebody has looked at what needed to be looked at. */
  looked: boolean;
}

const STRENGTH = { allow: 0, warn: 1, stop: 2 } as const;

/** Whether somebody has to look: it was not taken, or the service judged more strictly than what was shown. */
export function needsLook({ answer, shown, looked, overrideFault }: Recorded): boolean {
  if (looked) return false;
  if (overrideFault) return true;
  if (!answer) return false;
  return answer.refused || (shown !== null && STRENGTH[answer.decision] > STRENGTH[shown.decision]);
}

export const isWaiting = ({ sighting, override }: Recorded): boolean => sighting !== null || override !== null;
