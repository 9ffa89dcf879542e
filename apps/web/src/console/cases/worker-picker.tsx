import type { WorkerAnswer } from '@app/contracts';
import { Combobox, InputBase, Text, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
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
const nameIn = ({ fullName, code }: WorkerAnswer): string => `${fullName} · ${code}`;

/**
 * Finds a person as one types: parts of the name without accents, a code, a phone or identity number. The first one found
 * is marked, so that Enter takes it; what an earlier query found is never offered for a later one.
 */
export function WorkerPicker({ value, onChange, error }: WorkerPickerProps) {
  const words = useCaseWords();
  const combobox = useCombobox();
  const [typed, setTyped] = useState(value ? nameIn(value) : '');
  const found = useFound(typed.trim(), value);
  useEffect(() => {
    if (found.data?.length) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    // not at every render: the store of the combobox is another object each time
  }, [found.data]);

  const choose = (id: string): void => {
    const worker = found.data?.find((one) => one.id === id);
    if (!worker) return;
    onChange(worker);
    setTyped(nameIn(worker));
    combobox.closeDropdown();
  };
  const type = (text: string): void => {
    setTyped(text);
    onChange(null);
    if (text === '') combobox.closeDropdown();
    else combobox.openDropdown();
  };
  // Enter takes the marked person; it never sends the form from here
  const keepInside = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
  };

  return (
    <>
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.Target withExpandedAttribute>
          <InputBase
            label={words.find}
            description={words.findWhy}
            role="combobox"
            autoFocus
            required
            autoComplete="off"
            value={typed}
            onChange={(event) => type(event.currentTarget.value)}
            onFocus={() => !value && typed !== '' && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={keepInside}
            error={error}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options aria-label={words.find} mah={340} style={{ overflowY: 'auto' }}>
            <Options workers={found.data} searching={typed.trim().length >= SHORTEST} />
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {found.isError && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
    </>
  );
}

/** Whom the service finds for what is typed now; nothing is asked for once somebody is chosen. */
function useFound(typed: string, chosen: WorkerAnswer | null) {
  const client = useClient();
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  return useQuery({
    queryKey: ['worker-search', typed],
    enabled: chosen === null && typed.length >= SHORTEST && asked === typed,
    queryFn: async ({ signal }) => {
      const { items } = await client.call('POST /workers/search', { body: { q: typed, limit: 20 } }, signal);
      return items;
    },
  });
}

function Options({ workers, searching }: { workers: readonly WorkerAnswer[] | undefined; searching: boolean }) {
  const words = useCaseWords();
  const organisations = useOrganisationNames(workers?.map(({ organisationId }) => organisationId) ?? []);
  if (!workers?.length)
    return <Combobox.Empty>{!searching ? words.typeMore : workers ? words.nobody : words.searching}</Combobox.Empty>;
  return workers.map((worker) => (
    <Combobox.Option key={worker.id} value={worker.id}>
      <Found worker={worker} organisation={organisations.get(worker.organisationId)} />
    </Combobox.Option>
  ));
}

function Found({ worker, organisation }: { worker: WorkerAnswer; organisation: string | undefined }) {
  const { born } = useCaseWords();
  const facts = [worker.code, worker.birthDate && born(showDate(worker.birthDate)), organisation];
  return (
    <div>
      <Text fw={600}>{worker.fullName}</Text>
      <Text size="xs" c="inherit">
        {facts.filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
