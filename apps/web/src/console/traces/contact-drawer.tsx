import type { Because, TraceAnswer, TracedContact, WorkerAnswer } from '@app/contracts';
import { Alert, Anchor, Drawer, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../common/services';
import { Loaded } from '../../common/states';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showDuration } from '../../format/amounts';
import { showStretch } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useTraceWords } from '../../words/traces';
import { ContactReview } from './contact-review';
import { LevelMark } from './level-mark';

interface ContactDrawerProps {
  trace: TraceAnswer;
  /** Who is open; null for nobody. */
  workerId: string | null;
  onClose: () => void;
}

/** Everything about one contact, beside whichever view it was opened from. */
export function ContactDrawer({ trace, workerId, onClose }: ContactDrawerProps) {
  const { detail } = useTraceWords();
  const { close } = useCommonWords();
  return (
    <Drawer
      opened={workerId !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={detail}
      closeButtonProps={{ 'aria-label': close }}
    >
      {workerId !== null && <Contact trace={trace} workerId={workerId} />}
    </Drawer>
  );
}

function Contact({ trace, workerId }: { trace: TraceAnswer; workerId: string }) {
  const client = useClient();
  const query = useQuery({
    queryKey: ['contact', trace.id, workerId, trace.revision],
    queryFn: ({ signal }) =>
      client.call('GET /traces/:id/contacts/:workerId', { params: { id: trace.id, workerId } }, signal),
  });
  return (
    <Loaded query={query} lines={6}>
      {(contact) => <ContactView traceId={trace.id} contact={contact} />}
    </Loaded>
  );
}

function ContactView({ traceId, contact }: { traceId: string; contact: TracedContact }) {
  const words = useTraceWords();
  const people = usePeople([contact.workerId, ...contact.because.map(({ sourceWorkerId }) => sourceWorkerId)]);
  return (
    <Stack>
      <Person contact={contact} person={people.get(contact.workerId)} />
      <ContactReview traceId={traceId} contact={contact} />
      <Title order={3} size="h5">
        {words.reasons(contact.sources)}
      </Title>
      {contact.addedBecause && <Text>{contact.addedBecause}</Text>}
      {contact.because.map((because) => (
        <Reason key={because.sourceWorkerId} because={because} source={people.get(because.sourceWorkerId)} />
      ))}
    </Stack>
  );
}

function Person({ contact, person }: { contact: TracedContact; person: WorkerAnswer | undefined }) {
  const words = useTraceWords();
  const organisation = useOrganisationNames([contact.organisationId]).get(contact.organisationId);
  const facts = [
    [words.place, person?.placeCode],
    [words.shift, person?.shift],
    [words.room_, person?.dormitoryRoom],
    [words.address, person?.address],
  ] as const;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        {contact.qualifies === null && <LevelMark level={contact.level} />}
        <Title order={2} size="h4">
          {person?.fullName ?? contact.workerCode}
        </Title>
      </Group>
      <Text c="dimmed" size="sm">
        {[contact.workerCode, organisation].filter(Boolean).join(' · ')}
      </Text>
      {person?.phone && (
        <Text>
          {words.phone}: <Anchor href={`tel:${person.phone}`}>{person.phone.replace(/^\+84/, '0')}</Anchor>
        </Text>
      )}
      {facts.map(([label, value]) => value && <Text key={label}>{`${label}: ${value}`}</Text>)}
    </Stack>
  );
}

function Reason({ because, source }: { because: Because; source: WorkerAnswer | undefined }) {
  const words = useTraceWords();
  const { duration } = useCommonWords();
  const total = words.total(showDuration(because.nearSeconds, duration), showDuration(because.roomSeconds, duration));
  return (
    <section>
      <Text fw={600}>{[source?.fullName, because.sourceWorkerCode].filter(Boolean).join(' · ')}</Text>
      <Text size="sm" c="dimmed">
        {total}
      </Text>
      {because.presenceChanged && <Alert color="yellow">{words.presenceChanged}</Alert>}
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.when}</Table.Th>
            <Table.Th>{words.place}</Table.Th>
            <Table.Th>{words.evidence}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {because.encounters.map((encounter) => (
            <Table.Tr key={`${encounter.placeId}${encounter.from}${encounter.class}`}>
              <Table.Td>{showStretch(encounter.from, encounter.to)}</Table.Td>
              <Table.Td>
                {encounter.placeName} ({words[encounter.class]})
              </Table.Td>
              <Table.Td>{encounter.evidence.map((one) => evidenceIn(words.evidences, one)).join(', ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const evidenceIn = (words: Record<string, string>, evidence: string): string => words[evidence] ?? evidence;
