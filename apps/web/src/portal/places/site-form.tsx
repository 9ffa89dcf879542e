import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { usePlaceWords } from '../../words/places';
import { useOrganisation, useOrganisationId } from '../use-organisation';
import { codeFrom } from './tree';

interface SiteFormProps {
  opened: boolean;
  onClose: () => void;
  onAdded?: (id: string) => void;
}

/** Adds a site in a dialogue. */
export function SiteForm({ opened, onClose, onAdded }: SiteFormProps) {
  const words = usePlaceWords();
  return (
    <Dialogue opened={opened} onClose={onClose} title={words.addSite}>
      <SiteFields onAdded={(id) => (onClose(), onAdded?.(id))} />
    </Dialogue>
  );
}

/** What a site needs: a name, and the administrative unit that it lies in. */
export function SiteFields({ onAdded }: { onAdded: (id: string) => void }) {
  const words = usePlaceWords();
  const { save, required } = useCommonWords();
  const organisation = useOrganisation().data;
  const [given, setGiven] = useState({ name: '', address: '' });
  const [unit, setUnit] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const units = useUnits();
  const add = useAddSite(onAdded);
  const unitCode = unit ?? organisation?.unitCode ?? null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    const { name, address } = given;
    if (name.trim() === '' || !unitCode) return;
    add.mutate({ name, unitCode, code: codeFrom(name), ...(address.trim() && { address }) });
  };
  const set = (key: keyof typeof given) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setGiven((before) => ({ ...before, [key]: value }));
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={words.siteName}
          placeholder={words.siteExample}
          value={given.name}
          onChange={set('name')}
          error={tried && given.name.trim() === '' ? required : undefined}
        />
        <Select label={words.unit} searchable limit={60} data={units} value={unitCode} onChange={setUnit} />
        <TextInput label={words.address} value={given.address} onChange={set('address')} />
        {add.isError && <ProblemNote error={add.error} />}
        <Button type="submit" loading={add.isPending}>
          {save}
        </Button>
      </Stack>
    </form>
  );
}

interface NewSite {
  name: string;
  unitCode: string;
  code: string;
  address?: string;
}

function useAddSite(onAdded: (id: string) => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  const organisationId = useOrganisationId();
  return useMutation({
    mutationFn: (body: NewSite) =>
      client.call('POST /organisations/:id/sites', { params: { id: organisationId }, body }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['sites'] });
      await queryClient.invalidateQueries({ queryKey: ['completeness'] });
      onAdded(id);
    },
  });
}

/** Administrative units to choose from; they change every few years. */
function useUnits(): { value: string; label: string }[] {
  const client = useClient();
  const { data } = useQuery({
    queryKey: ['units'],
    staleTime: 600_000,
    queryFn: ({ signal }) => client.call('GET /units', { query: { limit: 500 } }, signal),
  });
  return data?.items.map(({ code, name }) => ({ value: code, label: name })) ?? [];
}
