import type { InvitedUser } from '@app/contracts';
import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useAccountWords } from '../../words/accounts';
import { useCommonWords } from '../../words/common';
import { useOrganisationId } from '../use-organisation';
import { useSites } from '../use-places';

/** Roles that an administrator gives here; workers get theirs from their own records. */
const ROLES = ['personnel', 'gate_guard', 'enterprise_admin'] as const;

interface InviteFormProps {
  opened: boolean;
  onClose: () => void;
  onInvited: (user: InvitedUser) => void;
}

/** Opens an account for somebody, in a dialogue. */
export function InviteForm({ opened, onClose, onInvited }: InviteFormProps) {
  const { invite } = useAccountWords();
  return (
    <Dialogue opened={opened} onClose={onClose} title={invite}>
      <Fields onInvited={onInvited} />
    </Dialogue>
  );
}

function Fields({ onInvited }: Pick<InviteFormProps, 'onInvited'>) {
  const words = useAccountWords();
  const { roles, required } = useCommonWords();
  const sites = useSites().data ?? [];
  const [given, setGiven] = useState({ username: '', fullName: '' });
  const [role, setRole] = useState<(typeof ROLES)[number]>('personnel');
  const [siteId, setSiteId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const invite = useInvite(onInvited);
  const missing = (value: string): string | undefined => (tried && value.trim() === '' ? required : undefined);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (given.username.trim() === '' || given.fullName.trim() === '') return;
    invite.mutate({ ...given, role, ...(siteId && { siteId }) });
  };
  const set = (key: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setGiven((before) => ({ ...before, [key]: value }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={words.fullName}
          value={given.fullName}
          onChange={set('fullName')}
          error={missing(given.fullName)}
        />
        <TextInput
          label={words.username}
          description={words.usernameWhy}
          autoCapitalize="none"
          autoComplete="off"
          value={given.username}
          onChange={set('username')}
          error={missing(given.username)}
        />
        <Select
          label={words.role}
          allowDeselect={false}
          data={ROLES.map((value) => ({ value, label: roles[value] }))}
          value={role}
          onChange={(value) => setRole(value as (typeof ROLES)[number])}
        />
        {role === 'gate_guard' && sites.length > 0 && (
          <Select
            label={words.site}
            placeholder={words.allSites}
            clearable
            data={sites.map(({ id, name }) => ({ value: id, label: name }))}
            value={siteId}
            onChange={setSiteId}
          />
        )}
        {invite.isError && <ProblemNote error={invite.error} />}
        <Button type="submit" loading={invite.isPending}>
          {words.invite}
        </Button>
      </Stack>
    </form>
  );
}

interface Wish {
  username: string;
  fullName: string;
  role: (typeof ROLES)[number];
  siteId?: string;
}

function useInvite(onInvited: (user: InvitedUser) => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  const id = useOrganisationId();
  return useMutation({
    mutationFn: (body: Wish) => client.call('POST /organisations/:id/users', { params: { id }, body }),
    onSuccess: async (user) => {
      await queryClient.invalidateQueries({ queryKey: ['accounts'] });
      onInvited(user);
    },
  });
}
