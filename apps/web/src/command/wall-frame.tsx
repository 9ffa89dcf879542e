import { Anchor, Burger, Button, Collapse, Group, Text } from '@mantine/core';
import { useDisclosure, useFullscreenDocument } from '@mantine/hooks';
import { Link, Outlet } from 'react-router';
import { Preferences } from '../common/preferences';
import { useServices, useSession } from '../common/services';
import { useCommandWords } from '../words/command';
import { useCommonWords } from '../words/common';
import classes from './wall.module.css';

/** A head of one line; what is set once hides behind a button, for a wall has no room for it. */
export function WallFrame() {
  const words = useCommandWords();
  const common = useCommonWords();
  const [opened, { toggle }] = useDisclosure();
  return (
    <div className={classes['frame']}>
      <a className="skip-link" href="#content">
        {common.skipToContent}
      </a>
      <header className={classes['head']}>
        <Group gap="sm" wrap="nowrap">
          <img src="/icon.svg" alt="" width={32} height={32} />
          <Anchor component={Link} to="/" c="inherit" fw={700} underline="never">
            {common.product}
          </Anchor>
          <Text c="dimmed" truncate>
            {words.title}
          </Text>
        </Group>
        <Burger opened={opened} onClick={toggle} size="sm" aria-label={common.menu} aria-expanded={opened} />
      </header>
      <Collapse expanded={opened} className="no-print">
        <Menu />
      </Collapse>
      <main id="content" tabIndex={-1} className={classes['content']}>
        <Outlet />
      </main>
    </div>
  );
}

function Menu() {
  const { session } = useServices();
  const state = useSession();
  const words = useCommandWords();
  const { signOut } = useCommonWords();
  const { toggle } = useFullscreenDocument();
  return (
    <Group gap="sm" px="md" py="sm">
      <Preferences />
      <Button size="xs" variant="default" onClick={() => void toggle()}>
        {words.full}
      </Button>
      {'me' in state && state.me.role === 'health_officer' && (
        <Button size="xs" variant="default" component="a" href="/console/">
          {words.console}
        </Button>
      )}
      <Button size="xs" variant="default" onClick={() => void session.signOut()}>
        {signOut}
      </Button>
    </Group>
  );
}
