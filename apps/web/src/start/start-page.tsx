import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { Alone } from '../common/session-gate';
import { useServices, useSession } from '../common/services';
import { SignInForm } from '../common/sign-in';
import { Loading } from '../common/states';
import { useCommonWords } from '../words/common';
import { dictionary } from '../words/language';
import { en } from '../words/start.en';
import { vi } from '../words/start.vi';
import { open, pageOf } from './page-of';

const useWords = dictionary({ vi, en });

/** The address that start-up prints: signs people in and leads each role to its page. */
export function StartPage() {
  const state = useSession();
  const words = useWords();
  const page = 'me' in state ? pageOf(state.me.role) : undefined;
  useEffect(() => {
    if (page) open(page);
  }, [page]);
  return (
    <Alone title={words.title}>
      {state.status === 'starting' && <Loading lines={3} />}
      {state.status === 'signed-out' && (
        <Stack>
          <SignInForm />
          <Text size="xs" c="dimmed">
            {words.demo}
          </Text>
        </Stack>
      )}
      {'me' in state && (page ? <Text role="status">{words.going}</Text> : <NoPage />)}
    </Alone>
  );
}

function NoPage() {
  const { session } = useServices();
  const { signOut } = useCommonWords();
  const words = useWords();
  return (
    <Stack>
      <Text>{words.none}</Text>
      <Anchor href="/api/docs">{words.api}</Anchor>
      <Button variant="default" onClick={() => void session.signOut()}>
        {signOut}
      </Button>
    </Stack>
  );
}
