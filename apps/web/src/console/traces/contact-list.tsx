import { isFinal, type TraceAnswer, type TracedContact } from '@app/contracts';
import { Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showNumber } from '../../format/amounts';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import { ContactRow } from './contact-row';

interface ContactListProps {
  trace: TraceAnswer;
  onOpen: (workerId: string) => void;
}

/** Everybody a trace has reached so far, ranked, each with the reason. */
export function ContactList({ trace, onOpen }: ContactListProps) {
  const client = useClient();
  const words = useTraceWords();
  const { all } = useCommonWords();
  const [level, setLevel] = useState('');
  const { id, levelsDone, revision } = trace;
  const levels = Object.keys(trace.counts).filter((one) => Number(one) <= levelsDone);
  return (
    <Stack>
      {levels.length > 1 && (
        <Group className="no-print">
          <SegmentedControl
            aria-label={words.filterLevel}
            value={level}
            onChange={setLevel}
            data={[{ value: '', label: all }, ...levels.map((value) => ({ value, label: `F${value}` }))]}
          />
        </Group>
      )}
      <PagedList
        // a level that is done, or another revision, makes it another list
        queryKey={['contacts', id, revision, levelsDone, isFinal(trace.status), level]}
        load={(cursor, signal) =>
          client.call(
            'GET /traces/:id/contacts',
            { params: { id }, query: { limit: 100, cursor, level: level === '' ? undefined : Number(level) } },
            signal,
          )
        }
        empty={<Empty text={isFinal(trace.status) ? words.nobody : words.waiting} />}
      >
        {(contacts) => <Rows trace={trace} contacts={contacts} level={level} onOpen={onOpen} />}
      </PagedList>
    </Stack>
  );
}

interface RowsProps extends ContactListProps {
  contacts: readonly TracedContact[];
  level: string;
}

function Rows({ trace, contacts, level, onOpen }: RowsProps) {
  const words = useTraceWords();
  const language = useLanguage();
  const people = usePeople(
    contacts.flatMap(({ workerId, because }) => [workerId, ...because.slice(0, 1).map((one) => one.sourceWorkerId)]),
  );
  const organisations = useOrganisationNames(contacts.map(({ organisationId }) => organisationId));
  const total = Object.entries(trace.counts).reduce(
    (sum, [one, count]) => (level === '' || level === one ? sum + count : sum),
    0,
  );
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.shown(showNumber(contacts.length, language), showNumber(total, language))}
      </Text>
      <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {contacts.map((contact) => (
          <ContactRow
            key={contact.workerId}
            contact={contact}
            direction={trace.direction}
            people={people}
            organisation={organisations.get(contact.organisationId)}
            onOpen={() => onOpen(contact.workerId)}
          />
        ))}
      </Stack>
    </Stack>
  );
}
