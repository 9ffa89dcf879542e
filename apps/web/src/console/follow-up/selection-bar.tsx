import { FOLLOW_UP_STATES, type FollowUpAnswer, type FollowUpState } from '@app/contracts';
import { Button, Group, Paper, Select, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { Dialogue } from '../../common/dialogue';
import { DueDateField } from '../../common/typed-field';
import { showNumber } from '../../format/amounts';
import { useCommonWords } from '../../words/common';
import { useFollowUpWords } from '../../words/follow-up';
import { useLanguage } from '../../words/language';
import { useStep } from './use-step';

interface SelectionProps {
  items: readonly FollowUpAnswer[];
  onDone: () => void;
}

/** What can be done about everybody who is selected; it stays in sight while the list is scrolled. */
export function SelectionBar({ items, onDone }: SelectionProps) {
  const words = useFollowUpWords();
  const language = useLanguage();
  const step = useStep();
  const [opened, { open, close }] = useDisclosure();
  if (items.length === 0) return null;
  const record = (state: FollowUpState): void => step.mutate({ items, state }, { onSuccess: onDone });
  return (
    <Paper
      withBorder
      shadow="md"
      p="sm"
      pos="sticky"
      bottom={16}
      className="no-print"
      role="region"
      aria-label={words.step}
    >
      <Group gap="sm">
        <Text fw={600} aria-live="polite">
          {words.selected(showNumber(items.length, language))}
        </Text>
        {(['notified', 'quarantined', 'released', 'lost'] as const).map((state) => (
          <Button key={state} size="xs" variant="default" disabled={step.isPending} onClick={() => record(state)}>
            {words.deeds[state]}
          </Button>
        ))}
        <Button size="xs" onClick={open}>
          {words.more}
        </Button>
        <Button size="xs" variant="subtle" onClick={onDone}>
          {words.clear}
        </Button>
      </Group>
      <Dialogue opened={opened} onClose={close} title={words.step}>
        <StepForm
          items={items}
          onDone={() => {
            close();
            onDone();
          }}
        />
      </Dialogue>
    </Paper>
  );
}

function StepForm({ items, onDone }: SelectionProps) {
  const words = useFollowUpWords();
  const { save } = useCommonWords();
  const language = useLanguage();
  const step = useStep();
  const [state, setState] = useState<FollowUpState>(items[0]?.state ?? 'notified');
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wish = { items, state, dueOn: dueOn ?? undefined, note: note.trim() || undefined };
    step.mutate(wish, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.stepOf(showNumber(items.length, language))}
        </Text>
        <Select
          label={words.newState}
          allowDeselect={false}
          data-autofocus
          value={state}
          onChange={(chosen) => setState(chosen ?? state)}
          data={FOLLOW_UP_STATES.map((value) => ({ value, label: words.states[value] }))}
        />
        <DueDateField label={words.dueOn} description={words.dueWhy} value={dueOn} onChange={setDueOn} />
        <Textarea
          label={words.note}
          description={words.noteWhy}
          autosize
          minRows={2}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" loading={step.isPending}>
          {save}
        </Button>
      </Stack>
    </form>
  );
}
