import type { WorkerStatus } from '@app/contracts';
import { Button, CloseButton, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useCommonWords } from '../../words/common';
import { useWorkerWords } from '../../words/workers';
import { PlaceSelect } from '../place-select';
import { type ListView, sameFilters, type WorkerFilters, withSaved } from './filters';

interface FilterBarProps {
  filters: WorkerFilters;
  onChange: (filters: WorkerFilters) => void;
  view: ListView;
  onView: (view: ListView) => void;
}

/** What the list is narrowed to, and ways back to what was useful before. */
export function FilterBar({ filters, onChange, view, onView }: FilterBarProps) {
  const words = useWorkerWords();
  const { all } = useCommonWords();
  const statuses = [
    { value: 'active', label: words.statuses.active },
    { value: 'left', label: words.statuses.left },
    { value: 'all', label: all },
  ];
  const gaps = (['phone', 'place', 'shift', 'room'] as const).map((value) => ({ value, label: words.missing[value] }));
  return (
    <>
      <Select
        label={words.fields.status}
        flex="1 1 130px"
        allowDeselect={false}
        data={statuses}
        value={filters.status ?? 'all'}
        onChange={(value) => onChange({ ...filters, status: value === 'all' ? null : (value as WorkerStatus) })}
      />
      <PlaceSelect
        label={words.fields.placeCode}
        flex="1 1 150px"
        value={filters.placeId}
        onChange={(place) => onChange({ ...filters, placeId: place?.id ?? null })}
      />
      <Select
        label={words.missingWhat}
        flex="1 1 150px"
        clearable
        clearButtonProps={{ 'aria-label': words.clear }}
        placeholder={words.missingNothing}
        data={gaps}
        value={filters.missing}
        onChange={(value) => onChange({ ...filters, missing: value })}
      />
      <SavedFilters filters={filters} onChange={onChange} view={view} onView={onView} />
    </>
  );
}

function SavedFilters({ filters, onChange, view, onView }: FilterBarProps) {
  const words = useWorkerWords();
  const { save } = useCommonWords();
  const [opened, { toggle, close }] = useDisclosure();
  const [name, setName] = useState('');
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    onView(withSaved(view, name.trim(), filters));
    setName('');
    close();
  };
  return (
    <Popover opened={opened} onChange={toggle} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={toggle}>
          {words.savedFilters}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {view.saved.map((one) => (
            <Group key={one.name} gap="xs" wrap="nowrap" justify="space-between">
              <Button
                variant={sameFilters(one.filters, filters) ? 'light' : 'subtle'}
                size="compact-sm"
                onClick={() => (onChange(one.filters), close())}
              >
                {one.name}
              </Button>
              <CloseButton
                aria-label={words.forget(one.name)}
                onClick={() => onView({ ...view, saved: view.saved.filter(({ name: other }) => other !== one.name) })}
              />
            </Group>
          ))}
          <form onSubmit={keep}>
            <Group gap="xs" align="end" wrap="nowrap">
              <TextInput
                label={words.filterName}
                size="xs"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button size="xs" type="submit">
                {save}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
