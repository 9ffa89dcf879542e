import type { RightsRequest } from '@app/contracts';
import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { usePeople } from '../../common/use-people';
import { showDate } from '../../format/dates';
import { useRightsWords } from '../../words/rights';
import { DecideButtons } from './decide-buttons';

/** What workers ask about their data, the newest first; each has a day by which it has to be answered. */
export function RightsPage() {
  const client = useClient();
  const words = useRightsWords();
  return (
    <>
      <PageHead title={words.page} />
      <Text c="dimmed" size="sm" mb="md" maw={720}>
        {words.pageWhy}
      </Text>
      <PagedList
        queryKey={['rights']}
        load={(cursor, signal) => client.call('GET /rights/requests', { query: { limit: 50, cursor } }, signal)}
        empty={<Empty text={words.none} />}
      >
        {(requests) => <Requests requests={requests} />}
      </PagedList>
    </>
  );
}

function Requests({ requests }: { requests: readonly RightsRequest[] }) {
  const people = usePeople(requests.map(({ workerId }) => workerId));
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
      {requests.map((request) => (
        <Request key={request.id} request={request} name={people.get(request.workerId)?.fullName} />
      ))}
    </Stack>
  );
}

function Request({ request, name }: { request: RightsRequest; name: string | undefined }) {
  const words = useRightsWords();
  const { id, kind, workerCode, requestedBy, requestedAt, dueOn, overdue, fields, note } = request;
  const named: Record<string, string> = { ...words.fields, ...words.others };
  return (
    <Paper component="li" withBorder p="md">
      <Group justify="space-between" gap="md">
        <div>
          <Group gap="xs">
            <Text fw={650}>{name ?? workerCode}</Text>
            <Text size="sm" c="dimmed">
              {workerCode}
            </Text>
            <Badge variant="default">{words.kinds[kind]}</Badge>
            {overdue && <Badge color="red.8">{words.overdue}</Badge>}
          </Group>
          {Object.entries(fields ?? {}).map(([field, value]) => (
            <Text key={field} size="sm">
              {words.wish(named[field] ?? field, String(value))}
            </Text>
          ))}
          {note && <Text size="sm">{note}</Text>}
          <Text size="xs" c="dimmed">
            {requestedBy === null ? words.endOfContract : showDate(requestedAt.slice(0, 10))} ·{' '}
            {words.due(showDate(dueOn))}
          </Text>
        </div>
        <DecideButtons id={id} />
      </Group>
    </Paper>
  );
}
