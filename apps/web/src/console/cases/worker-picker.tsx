import type { WorkerAnswer } from '@app/contracts';
import { Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useOrganisationNames } from '../../common/use-people';
import { showDate } from '../../format/dates';
import { useCaseWords } from '../../words/cases';

interface WorkerPickerProps {
  value: WorkerAnswer | null;
  onChange: (worker: WorkerAnswer | null) => void;
  error?: string | undefined;
}

/** Shortest query worth asking: one letter finds half the province. */
const SHORTEST = 2;
const PAUSE_MS = 150;

/** Finds a person as one types: parts of the name without accents, a code, a phone or identity number. Keyboard alone. */
export function WorkerPicker({ value, onChange, error }: WorkerPickerProps) {
  const words = useCaseWords();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const found = useFound(asked, value);
  const known = new Map([...(value ? [value] : []), ...(found.data ?? [])].map((worker) => [worker.id, worker]));
  const organisations = useOrganisationNames([...known.values()].map(({ organisationId }) => organisationId));
  const nothing = typed.trim().length < SHORTEST ? words.typeMore : found.isFetching ? words.searching : words.nobody;
  return (
    <>
      <Select
        label={words.find}
        description={words.findWhy}
        data-autofocus
        autoFocus
        searchable
        clearable
        required
        maxDropdownHeight={320}
        value={value?.id ?? null}
        onChange={(id) => onChange(id === null ? null : (known.get(id) ?? null))}
        searchValue={typed}
        onSearchChange={setTyped}
        // the service has searched already, by more than what the label shows
        filter={({ options }) => options}
        data={[...known.values()].map(({ id, fullName, code }) => ({ value: id, label: `${fullName} · ${code}` }))}
        nothingFoundMessage={nothing}
        selectFirstOptionOnChange
        error={error}
        renderOption={({ option }) => (
          <Found
            worker={known.get(option.value)!}
            organisation={organisations.get(known.get(option.value)!.organisationId)}
          />
        )}
      />
      {found.isError && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
    </>
  );
}

/** People for a query; none is asked for while the field shows who was chosen. */
function useFound(asked: string, chosen: WorkerAnswer | null) {
  const client = useClient();
  const isChosen = chosen !== null && asked === `${chosen.fullName} · ${chosen.code}`;
  return useQuery({
    queryKey: ['worker-search', asked],
    enabled: asked.length >= SHORTEST && !isChosen,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { items } = await client.call('POST /workers/search', { body: { q: asked, limit: 20 } }, signal);
      return items;
    },
  });
}

function Found({ worker, organisation }: { worker: WorkerAnswer; organisation: string | undefined }) {
  const { born } = useCaseWords();
  const facts = [worker.code, worker.birthDate && born(showDate(worker.birthDate)), organisation];
  return (
    <div>
      <Text fw={600}>{worker.fullName}</Text>
      <Text size="xs" c="dimmed">
        {facts.filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
