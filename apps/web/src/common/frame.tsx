import { type Me, SECOND_FACTOR_ROLES } from '@app/contracts';
import { AppShell, Burger, Button, Divider, Group, NavLink, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { useCommonWords } from '../words/common';
import { Preferences } from './preferences';
import { useServices } from './services';

export interface Destination {
  to: string;
  label: string;
}

interface FrameProps {
  title: string;
  me: Me;
  destinations: readonly Destination[];
}

/** Header, side menu and content of a front end; on a phone the menu is behind a button. */
export function Frame({ title, me, destinations }: FrameProps) {
  const words = useCommonWords();
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="md"
      // the menu is there or not there: what slides keeps nobody's eye on the list
      transitionDuration={0}
    >
      <AppShell.Header>
        <a className="skip-link" href="#content">
          {words.skipToContent}
        </a>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={words.menu} />
          <img src="/icon.svg" alt="" width={32} height={32} />
          <Text fw={700}>{words.product}</Text>
          <Text c="dimmed" truncate>
            {title}
          </Text>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <Stack h="100%" justify="space-between">
          <div>
            {destinations.map((destination) => (
              <Goto key={destination.to} {...destination} onClick={close} />
            ))}
          </div>
          <Account me={me} />
        </Stack>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Goto({ to, label, onClick }: Destination & { onClick: () => void }) {
  const { pathname } = useLocation();
  const active = to === '/' ? pathname === '/' : pathname.startsWith(to);
  return (
    <NavLink
      component={Link}
      to={to}
      label={label}
      active={active}
      aria-current={active ? 'page' : undefined}
      onClick={onClick}
    />
  );
}

/** Few ever need it. */
const RenewDialogue = lazy(() => import('./renew-codes').then((module) => ({ default: module.RenewDialogue })));

function RenewCodes({ username }: { username: string }) {
  const { renewCodes } = useCommonWords();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button variant="subtle" size="xs" onClick={() => setAsked(true)}>
        {renewCodes}
      </Button>
      {asked && (
        <Suspense>
          <RenewDialogue username={username} onClose={() => setAsked(false)} />
        </Suspense>
      )}
    </>
  );
}

function Account({ me }: { me: Me }) {
  const { session } = useServices();
  const words = useCommonWords();
  return (
    <Stack gap="xs">
      <Divider />
      <Text size="sm" fw={600}>
        {me.username}
      </Text>
      <Text size="xs" c="dimmed">
        {words.roles[me.role]}
      </Text>
      <Preferences />
      {SECOND_FACTOR_ROLES.includes(me.role) && <RenewCodes username={me.username} />}
      <Button variant="default" size="xs" onClick={() => void session.signOut()}>
        {words.signOut}
      </Button>
    </Stack>
  );
}
