import type { OrganisationAnswer } from '@app/contracts';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useSetupWords } from '../../words/setup';

interface DetailsFormProps {
  organisation: OrganisationAnswer;
  onSaved: () => void;
}

/** Name, tax code and address of the organisation; what else it has, the province says. */
export function DetailsForm({ organisation, onSaved }: DetailsFormProps) {
  const words = useSetupWords();
  const { save, required } = useCommonWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const { id, name, taxCode, address } = organisation;
  const [given, setGiven] = useState({ name, taxCode: taxCode ?? '', address: address ?? '' });
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => {
      const body = { name: given.name, taxCode: given.taxCode.trim() || null, address: given.address };
      return client.call('PATCH /organisations/:id', { params: { id }, body });
    },
    onSuccess: (saved) => {
      queryClient.setQueryData(['organisation', id], saved);
      onSaved();
    },
  });
  const isMissing = (value: string): boolean => tried && value.trim() === '';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (given.name.trim() !== '' && given.address.trim() !== '') change.mutate();
  };
  const set = (key: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setGiven((before) => ({ ...before, [key]: value }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm">{words.detailsWhy}</Text>
        <TextInput
          label={words.name}
          value={given.name}
          onChange={set('name')}
          error={isMissing(given.name) ? required : undefined}
        />
        <TextInput label={words.taxCode} inputMode="numeric" value={given.taxCode} onChange={set('taxCode')} />
        <TextInput
          label={words.address}
          value={given.address}
          onChange={set('address')}
          error={isMissing(given.address) ? required : undefined}
        />
        {change.isError && <ProblemNote error={change.error} />}
        <Group>
          <Button type="submit" loading={change.isPending}>
            {save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
