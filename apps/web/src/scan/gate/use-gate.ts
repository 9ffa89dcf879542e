import { useCallback, useEffect, useRef, useState } from 'react';
import { minimal } from '../codes/minimal';
import { Repeats } from '../codes/repeats';
import { WedgeReader } from '../codes/wedge';
import type { Outbox } from '../outbox/outbox';
import type { Recorded } from '../outbox/recorded';
import { useOutboxState } from '../outbox/use-outbox';
import { judge, type PackAtHand, type Verdict } from './judge';
import { allowSound, signal } from './signals';

interface Standing {
  outbox: Outbox;
  ready: PackAtHand | undefined;
  place: string | undefined;
  way: Recorded['direction'];
}

interface GateScans {
  verdict: Verdict | undefined;
  /** Judges what was scanned or typed; the same that is still held there is not judged again. */
  scan: (text: string) => void;
}

/** Judges whoever is scanned, one after the other, and says it by tone and shake as well. */
export function useGate({ outbox, ready, place, way }: Standing): GateScans {
  const [verdict, setVerdict] = useState<Verdict>();
  const repeats = useRef(new Repeats());
  const turn = useRef(Promise.resolve());
  const { events } = useOutboxState(outbox);
  const scan = useCallback(
    (text: string) => {
      const badge = minimal(text);
      // whoever answers a dialogue is not disturbed
      if (place === undefined || badge === '' || document.querySelector('dialog[open]')) return;
      if (!repeats.current.isNew(badge, Date.now())) return;
      turn.current = turn.current.then(async () => {
        const judged = await judge(outbox, ready, { direction: way, placeCode: place, badge, place });
        signal(judged.decision);
        setVerdict(judged);
      });
    },
    [outbox, ready, place, way],
  );
  useWedge(scan);
  return { verdict: verdict && broughtUpToDate(verdict, events), scan };
}

/** The service may answer after the gate has judged by itself: its word holds. */
function broughtUpToDate(verdict: Verdict, events: readonly Recorded[]): Verdict {
  const answer = events.find(({ id }) => id === verdict.id)?.answer;
  return answer && verdict.by !== 'service' ? { ...verdict, ...answer, by: 'service' } : verdict;
}

/** Listens to a hand scanner, wherever on the page the focus is, except where somebody types. */
function useWedge(onScan: (text: string) => void): void {
  useEffect(() => {
    const reader = new WedgeReader();
    const press = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLInputElement && event.target.type !== 'radio') return;
      allowSound(); // nobody touches a screen where a scanner types
      const scanned = reader.press(event.key, event.timeStamp);
      if (scanned !== undefined || reader.isReading) event.preventDefault(); // it presses no button
      if (scanned !== undefined) onScan(scanned);
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, [onScan]);
}
