import type { EnrolledDevice } from '@app/contracts';
import { useServices, useSession } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useGateWords } from '../../words/gate';
import { Asked } from '../common/asked';
import { SignIn } from '../common/sign-in';
import type { Outbox } from '../outbox/outbox';
import { useOutboxState } from '../outbox/use-outbox';
import { EnrolForm } from './enrol-form';
import { forgetDevice } from './device';
import { forgetPack } from './pack-keeper';

/** Who is at the device, and how it ends being one. */
export function LeaveDevice({ device, outbox }: { device: EnrolledDevice; outbox: Outbox }) {
  const { session } = useServices();
  const state = useSession();
  const { signOut, signedInAs } = useCommonWords();
  const { enrol: words, override } = useGateWords();
  const { waiting, link } = useOutboxState(outbox);
  return (
    <>
      {link === 'sign-in' && (
        <section className="card stack">
          <p className="note stop">{words.revoked}</p>
          <EnrolForm />
        </section>
      )}
      {'me' in state ? (
        <section className="card stack">
          <p>
            {signedInAs}: <b>{state.me.username}</b>
          </p>
          <button type="button" className="quiet" onClick={() => void session.signOut()}>
            {signOut}
          </button>
        </section>
      ) : (
        <section className="card stack">
          <p>{override.signIn}</p>
          <SignIn />
        </section>
      )}
      <Asked
        key={device.id}
        label={words.leave}
        question={words.leaveAsk(waiting)}
        sure={words.leaveSure}
        onSure={() => void forgetPack().then(forgetDevice)}
      />
    </>
  );
}
