import { Anchor, Stack, Title } from '@mantine/core';
import { Link, useRouteError } from 'react-router';
import { useCommonWords } from '../words/common';
import { ProblemNote } from './problems';

/** An address that leads nowhere. */
export function NotFound() {
  const { notFound, home } = useCommonWords();
  return (
    <Stack>
      <Title order={1} size="h3">
        {notFound}
      </Title>
      <Anchor component={Link} to="/">
        {home}
      </Anchor>
    </Stack>
  );
}

/** A page that broke: a fault of ours, with a way to load it afresh. */
export function PageFault() {
  const error = useRouteError();
  return (
    <main>
      <ProblemNote error={error} onRetry={() => location.reload()} />
    </main>
  );
}
