import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useWorkerWords } from '../../words/workers';
import { COLUMNS, type ListView } from './filters';

/** Which columns the list has; kept for this person on this device. */
export function ColumnPicker({ view, onChange }: { view: ListView; onChange: (view: ListView) => void }) {
  const words = useWorkerWords();
  const choose = (columns: string[]): void =>
    onChange({ ...view, columns: COLUMNS.filter((name) => columns.includes(name)) });
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default">{words.columns}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Checkbox.Group value={view.columns} onChange={choose} aria-label={words.columns}>
          <Stack gap="xs">
            {COLUMNS.map((name) => (
              <Checkbox key={name} value={name} label={words.fields[name]} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
