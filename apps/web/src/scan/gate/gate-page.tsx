import { useState, type ReactNode } from 'react';
import { useCommonWords } from '../../words/common';
import { useGateWords } from '../../words/gate';
import { Choice } from '../common/choice';
import { Icon } from '../common/icon';
import { LinkState } from '../common/link-state';
import { Problem } from '../common/problem';
import type { Outbox } from '../outbox/outbox';
import { useOutboxState } from '../outbox/use-outbox';
import { GateCamera } from './gate-camera';
import { GateMenu } from './gate-menu';
import type { ReadyPack } from './pack-keeper';
import { type Place, PlaceSheet } from './place-sheet';
import { QueueSheet } from './queue-sheet';
import { allowSound } from './signals';
import { TypedCode } from './typed-code';
import { useGate } from './use-gate';
import { useKept } from './use-kept';
import { useLastingScreen } from './use-lasting-screen';
import { VerdictPanel } from './verdict-panel';

export interface GateProps {
  outbox: Outbox;
  ready: ReadyPack | undefined;
  places: readonly Place[];
  /** Where the device stands, as the organisation has said. */
  ownPlace: string | undefined;
  /** The device, or whoever is signed in. */
  name: string;
  /** What it can do without a network. */
  note: string;
  mayOverride: boolean;
  leave: ReactNode;
  problem?: unknown;
  onRetry?: () => void;
}

type Way = 'scan' | 'in' | 'out';
type Open = 'place' | 'queue' | 'menu';

export function GatePage({ outbox, ready, places, ownPlace, mayOverride, ...props }: GateProps) {
  const words = useGateWords();
  const { menu } = useCommonWords();
  const [chosen, choosePlace] = useKept(`place:${outbox.owner}`);
  const [way, setWay] = useState<Way>('scan');
  const [open, setOpen] = useState<Open>();
  const place = chosen ?? ownPlace;
  const state = useOutboxState(outbox);
  const { verdict, scan } = useGate({ outbox, ready, place, way });
  useLastingScreen();
  const close = (): void => setOpen(undefined);

  return (
    <div className="gate" onPointerDown={allowSound}>
      <header className="gate-head">
        <button type="button" className="place" onClick={() => setOpen('place')}>
          <small>{words.place}</small>
          <b>{places.find(({ code }) => code === place)?.name ?? place ?? words.choosePlace}</b>
        </button>
        <button type="button" className="count" onClick={() => setOpen('queue')}>
          <Icon name="history" />
          <span className="hidden">{words.queue.open}</span>
          {state.toLookAt > 0 && <b className="stop">{words.queue.toLookAt(state.toLookAt)}</b>}
          {state.waiting > 0 && <b className="warn">{words.queue.waiting(state.waiting)}</b>}
        </button>
        <button type="button" className="menu" aria-label={menu} onClick={() => setOpen('menu')}>
          <Icon name="more" />
        </button>
      </header>
      <LinkState {...state} />
      <main>
        <h1 className="hidden">{words.title}</h1>
        {place === undefined ? (
          <>
            <Problem error={props.problem} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
            <button type="button" className="main huge" onClick={() => setOpen('place')}>
              {words.choosePlace}
            </button>
          </>
        ) : (
          <>
            <VerdictPanel verdict={verdict} outbox={outbox} mayOverride={mayOverride} />
            <div className="stack">
              <GateCamera onCode={scan} />
              <Choice label={words.way} options={words.ways} value={way} onChoose={setWay} />
              <TypedCode onCode={scan} />
            </div>
          </>
        )}
      </main>
      {open === 'place' && <PlaceSheet {...{ places, place, choosePlace }} onClose={close} />}
      {open === 'queue' && <QueueSheet outbox={outbox} onClose={close} />}
      {open === 'menu' && <GateMenu {...props} onClose={close} />}
    </div>
  );
}
