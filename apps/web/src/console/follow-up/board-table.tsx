import type { FollowUpAnswer, WorkerAnswer } from '@app/contracts';
import { Anchor, Badge, Button, Checkbox, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showDate, showMoment, today } from '../../format/dates';
import { useFollowUpWords } from '../../words/follow-up';
import { LevelMark } from '../traces/level-mark';
import { dueOf, nextOf } from './due';
import { useStep } from './use-step';

type Selection = ReadonlyMap<string, FollowUpAnswer>;
const keyOf = ({ caseId, workerId }: FollowUpAnswer): string => `${caseId} ${workerId}`;

interface BoardTableProps {
  items: readonly FollowUpAnswer[];
  selected: Selection;
  onSelect: (selected: Selection) => void;
}

/** The board as a table: a line a person, with the usual next step as a button. */
export function BoardTable({ items, selected, onSelect }: BoardTableProps) {
  const words = useFollowUpWords();
  const people = usePeople(items.map(({ workerId }) => workerId));
  const organisations = useOrganisationNames(items.map(({ organisationId }) => organisationId));
  const toggle = (item: FollowUpAnswer): void => {
    const next = new Map(selected);
    if (!next.delete(keyOf(item))) next.set(keyOf(item), item);
    onSelect(next);
  };
  const all = items.every((item) => selected.has(keyOf(item)));
  return (
    <Table.ScrollContainer minWidth={820} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={40} className="no-print">
              <Checkbox
                aria-label={words.selectAll}
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() => onSelect(all ? new Map() : new Map(items.map((item) => [keyOf(item), item])))}
              />
            </Table.Th>
            {[words.person, words.commune, words.state, words.due].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Line
              key={keyOf(item)}
              item={item}
              person={people.get(item.workerId)}
              organisation={organisations.get(item.organisationId)}
              selected={selected.has(keyOf(item))}
              onToggle={() => toggle(item)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface LineProps {
  item: FollowUpAnswer;
  person: WorkerAnswer | undefined;
  organisation: string | undefined;
  selected: boolean;
  onToggle: () => void;
}

function Line({ item, person, organisation, selected, onToggle }: LineProps) {
  const words = useFollowUpWords();
  const name = person?.fullName ?? item.workerCode;
  return (
    <Table.Tr bg={selected ? 'var(--mantine-color-lake-light)' : undefined}>
      <Table.Td className="no-print">
        <Checkbox aria-label={words.select(name)} checked={selected} onChange={onToggle} />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap" align="flex-start">
          {item.level !== null && <LevelMark level={item.level} />}
          <div>
            {item.traceId ? (
              <Anchor component={Link} to={`/traces/${item.traceId}?contact=${item.workerId}`} fw={600}>
                {name}
              </Anchor>
            ) : (
              <Text fw={600}>{name}</Text>
            )}
            <Text size="xs" c="dimmed">
              {[item.workerCode, organisation, person?.phone].filter(Boolean).join(' · ')}
            </Text>
            {item.traceId === null && <Text size="xs">{words.noMoreListed}</Text>}
          </div>
        </Group>
      </Table.Td>
      <Table.Td>{item.unitName}</Table.Td>
      <Table.Td>
        <StateOf item={item} />
      </Table.Td>
      <Table.Td>
        <NextStep item={item} name={name} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Each bears white text at 4.5:1 or more; what is over has no colour. */
const COLOURS = {
  to_notify: '#ad4a00',
  notified: '#1f5fbf',
  quarantined: 'lake',
  released: undefined,
  lost: '#b42318',
};

function StateOf({ item }: { item: FollowUpAnswer }) {
  const words = useFollowUpWords();
  const since =
    item.state === 'quarantined'
      ? item.quarantinedAt && words.quarantinedAt(showMoment(item.quarantinedAt))
      : item.notifiedAt && words.notifiedAt(showMoment(item.notifiedAt));
  return (
    <div>
      <Badge {...(COLOURS[item.state] ? { color: COLOURS[item.state] } : { variant: 'default' })}>
        {words.states[item.state]}
      </Badge>
      {since && (
        <Text size="xs" c="dimmed">
          {since}
        </Text>
      )}
      {item.note && <Text size="sm">{item.note}</Text>}
    </div>
  );
}

/** What is to be done by when, and a button that says it was done. */
function NextStep({ item, name }: { item: FollowUpAnswer; name: string }) {
  const words = useFollowUpWords();
  const step = useStep();
  const due = dueOf(item, today());
  const next = nextOf(item.state);
  const task = item.state === 'released' || item.state === 'lost' ? undefined : words.tasks[item.state];
  return (
    <Group justify="space-between" gap="sm" wrap="nowrap">
      <div>
        <Text size="sm">{task}</Text>
        {item.dueOn && due.kind !== 'none' && (
          <Text
            size="xs"
            c={due.kind === 'overdue' ? 'var(--mantine-color-error)' : 'dimmed'}
            fw={due.kind === 'overdue' ? 700 : 400}
          >
            {due.kind === 'today' ? words.dueToday : showDate(item.dueOn)}
            {due.kind === 'overdue' && ` · ${words.overdueBy(due.days)}`}
          </Text>
        )}
      </div>
      {next && (
        <Button
          className="no-print"
          size="xs"
          variant="default"
          aria-label={words.deedOf(words.deeds[next], name)}
          loading={step.isPending}
          onClick={() => step.mutate({ items: [item], state: next })}
        >
          {words.deeds[next]}
        </Button>
      )}
    </Group>
  );
}
