import type { Me, Role } from '@app/contracts';
import { Anchor, Button, Center, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCommonWords } from '../words/common';
import { Preferences } from './preferences';
import { useServices, useSession } from './services';
import { SignInForm } from './sign-in';
import { Loading } from './states';

interface GateProps {
  title: string;
  /** Who uses this page. */
  roles: readonly Role[];
  children: (me: Me) => ReactNode;
}

/**
 * Shows a page to those it is for. When the session ends, the page stays where it is under a dialogue that asks the same
 * person to sign in again; somebody else starts afresh, for the page is keyed by who is signed in.
 */
export function SessionGate({ title, roles, children }: GateProps) {
  const state = useSession();
  if (state.status === 'starting') return <Alone title={title}>{<Loading lines={3} />}</Alone>;
  if (!('me' in state))
    return (
      <Alone title={title}>
        <SignInForm />
      </Alone>
    );
  if (!roles.includes(state.me.role)) return <WrongRole title={title} me={state.me} />;
  return (
    <>
      <div key={state.me.id}>{children(state.me)}</div>
      {state.status === 'expired' && <SignInAgain username={state.me.username} />}
    </>
  );
}

function SignInAgain({ username }: { username: string }) {
  const { session } = useServices();
  const { signIn: words } = useCommonWords();
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={words.again} centered>
      <Stack gap="sm">
        <Text size="sm">{words.againWhy}</Text>
        <SignInForm username={username} />
        <Button variant="subtle" onClick={() => void session.signOut()}>
          {words.other}
        </Button>
      </Stack>
    </Modal>
  );
}

function WrongRole({ title, me }: { title: string; me: Me }) {
  const { session } = useServices();
  const { roles, home, signIn: words } = useCommonWords();
  return (
    <Alone title={title}>
      <Stack gap="sm">
        <Text fw={600}>{words.wrongRole}</Text>
        <Text size="sm">{words.wrongRoleWhy(roles[me.role])}</Text>
        <Anchor href="/">{home}</Anchor>
        <Button variant="default" onClick={() => void session.signOut()}>
          {words.other}
        </Button>
      </Stack>
    </Alone>
  );
}

/** A small sheet in the middle of an empty page. */
export function Alone({ title, children }: { title: string; children: ReactNode }) {
  const { product, tagline } = useCommonWords();
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Stack gap={4} align="center">
          <img src="/icon.svg" alt="" width={56} height={56} />
          <Title order={1} size="h2" ta="center">
            {title}
          </Title>
          <Text c="dimmed" size="sm" ta="center">
            {title === product ? tagline : product}
          </Text>
        </Stack>
        <Paper withBorder p="lg">
          {children}
        </Paper>
        <Preferences justify="center" />
      </Stack>
    </Center>
  );
}
