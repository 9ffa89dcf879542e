import { Anchor, Button, PasswordInput, Stack, Stepper, Text, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { EnrolFactor } from '../common/second-factor';
import { Alone } from '../common/session-gate';
import { ProblemNote } from '../common/problems';
import { useServices, useSession } from '../common/services';
import { useSubmit } from '../common/use-submit';
import { open, pageOf } from '../start/page-of';
import { useJoinWords } from '../words/join';
import { faultOf, invitationIn } from './joining';

/**
 * Where an invitation leads: a password, then the authenticator where the role needs one, then the own page. The code
 * stands in the fragment of the address, which browsers send to nobody.
 */
export function JoinPage() {
  const words = useJoinWords();
  const state = useSession();
  const [joined, setJoined] = useState<{ username: string; password: string }>();
  useEffect(() => {
    // somebody else may be signed in here: only who has just joined is led on
    const page = joined && 'me' in state ? pageOf(state.me.role) : undefined;
    if (page) open(page);
  }, [joined, state]);
  return (
    <Alone title={words.title}>
      <Stack>
        <Stepper active={joined ? 1 : 0} size="xs" iconSize={26} component="div">
          <Stepper.Step label={words.steps.password} component="div" />
          <Stepper.Step label={words.steps.factor} component="div" />
        </Stepper>
        {joined ? (
          <>
            <Text size="sm" fw={600} role="status">
              {words.hello(joined.username)}
            </Text>
            <EnrolFactor {...joined} />
          </>
        ) : (
          <PasswordForm onJoined={setJoined} />
        )}
        {!joined && (
          <Anchor href="/" size="sm">
            {words.signInInstead}
          </Anchor>
        )}
      </Stack>
    </Alone>
  );
}

function PasswordForm({ onJoined }: { onJoined: (joined: { username: string; password: string }) => void }) {
  const words = useJoinWords();
  const { transport } = useServices();
  const [given, setGiven] = useState(() => ({ invitation: invitationIn(location.hash), password: '', repeat: '' }));
  const [tried, setTried] = useState(false);
  const [linked] = useState(given.invitation !== '');
  const fault = tried ? faultOf(given) : undefined;
  const set = (name: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setGiven((before) => ({ ...before, [name]: value }));
  };
  const { busy, error, submit } = useSubmit(async () => {
    setTried(true);
    if (faultOf(given)) return;
    const { invitation, password } = given;
    const body = { invitation: invitation.trim(), password };
    const { username } = await transport.call('POST /auth/invitations/accept', { body });
    history.replaceState(null, '', location.pathname);
    onJoined({ username, password });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {!linked && (
          <TextInput
            label={words.code}
            description={words.codeWhy}
            autoComplete="off"
            value={given.invitation}
            onChange={set('invitation')}
          />
        )}
        <PasswordInput
          label={words.password}
          description={words.passwordWhy}
          autoComplete="new-password"
          value={given.password}
          onChange={set('password')}
          error={fault === 'tooShort' ? words.tooShort : undefined}
        />
        <PasswordInput
          label={words.repeat}
          autoComplete="new-password"
          value={given.repeat}
          onChange={set('repeat')}
          error={fault === 'differs' ? words.differs : undefined}
        />
        {error !== undefined && <ProblemNote error={error} />}
        <Button type="submit" loading={busy} fullWidth>
          {words.next}
        </Button>
      </Stack>
    </form>
  );
}
