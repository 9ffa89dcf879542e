import type { InvitedUser, UserAnswer } from '@app/contracts';
import { Button, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { useProblemNotice } from '../../common/use-problem-notice';
import { showMoment } from '../../format/dates';
import { useAccountWords } from '../../words/accounts';
import { useCommonWords } from '../../words/common';
import { usePortalWords } from '../../words/portal';
import { useOrganisationId } from '../use-organisation';
import { Invitation } from './invitation';
import { InviteForm } from './invite-form';

/** Who may sign in for the organisation, and inviting others. */
export function AccountsPage() {
  const client = useClient();
  const words = useAccountWords();
  const { pages } = usePortalWords();
  const id = useOrganisationId();
  const [inviting, { open, close }] = useDisclosure();
  const [invited, setInvited] = useState<InvitedUser>();
  return (
    <>
      <PageHead title={pages.accounts}>
        <Button onClick={open}>{words.invite}</Button>
      </PageHead>
      <PagedList<UserAnswer>
        queryKey={['accounts', id]}
        load={(cursor, signal) =>
          client.call('GET /organisations/:id/users', { params: { id }, query: { limit: 100, cursor } }, signal)
        }
        empty={<Empty text={words.none} />}
      >
        {(users) => <AccountTable users={users} onInvited={setInvited} />}
      </PagedList>
      <InviteForm opened={inviting} onClose={close} onInvited={(user) => (close(), setInvited(user))} />
      <Invitation invited={invited} onClose={() => setInvited(undefined)} />
    </>
  );
}

interface AccountTableProps {
  users: readonly UserAnswer[];
  onInvited: (user: InvitedUser) => void;
}

function AccountTable({ users, onInvited }: AccountTableProps) {
  const words = useAccountWords();
  const { roles } = useCommonWords();
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.fullName, words.username, words.role, words.since].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
            <Table.Th aria-label={words.again} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.id}>
              <Table.Td>
                <Text fw={600}>{user.fullName}</Text>
              </Table.Td>
              <Table.Td>{user.username}</Table.Td>
              <Table.Td>{roles[user.role]}</Table.Td>
              <Table.Td>{showMoment(user.createdAt)}</Table.Td>
              <Table.Td>
                <AgainButton id={user.id} onInvited={onInvited} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function AgainButton({ id, onInvited }: { id: string; onInvited: (user: InvitedUser) => void }) {
  const client = useClient();
  const words = useAccountWords();
  const tell = useProblemNotice();
  const again = useMutation({
    mutationFn: () => client.call('POST /users/:id/invitations', { params: { id } }),
    onSuccess: onInvited,
    onError: tell,
  });
  return (
    <Button size="xs" variant="default" title={words.againWhy} loading={again.isPending} onClick={() => again.mutate()}>
      {words.again}
    </Button>
  );
}
