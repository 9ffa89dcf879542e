import type { FlagAnswer, StopAnswer } from '@app/contracts';
import { Badge, Group, Stack, Table, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { levelColour } from '../../common/theme';
import { DateField } from '../../common/typed-field';
import { usePeople } from '../../common/use-people';
import { showMoment, today } from '../../format/dates';
import { usePortalWords } from '../../words/portal';
import { usePresenceWords } from '../../words/presence';
import { useWorkerWords } from '../../words/workers';
import { useOrganisationId } from '../use-organisation';
import { JudgeButtons } from './judge-buttons';

/** Whom the gates stopped and why, and check-ins that cannot well have been so. */
export function GatePage() {
  const { pages } = usePortalWords();
  const words = usePresenceWords();
  return (
    <Stack>
      <PageHead title={pages.gate} />
      <Tabs defaultValue="stops" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="stops">{words.stopped}</Tabs.Tab>
          <Tabs.Tab value="flags">{words.flags}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="stops" pt="md">
          <Stops />
        </Tabs.Panel>
        <Tabs.Panel value="flags" pt="md">
          <Flags />
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Stops() {
  const client = useClient();
  const words = usePresenceWords();
  const id = useOrganisationId();
  const [day, setDay] = useState<string | null>(today());
  return (
    <Stack>
      <Group align="end">
        <DateField label={words.day} value={day} onChange={setDay} maw={180} />
        <Text size="sm" c="dimmed">
          {words.stoppedWhy}
        </Text>
      </Group>
      <PagedList<StopAnswer>
        queryKey={['stops', id, day]}
        load={(cursor, signal) => {
          const query = { limit: 100, cursor, ...(day && { day }) };
          return client.call('GET /organisations/:id/stops', { params: { id }, query }, signal);
        }}
        empty={<Empty text={words.noStops} />}
      >
        {(stops) => <Sightings sightings={stops} />}
      </PagedList>
    </Stack>
  );
}

function Flags() {
  const client = useClient();
  const words = usePresenceWords();
  const id = useOrganisationId();
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {words.flagsWhy}
      </Text>
      <PagedList<FlagAnswer>
        queryKey={['flags', id]}
        load={(cursor, signal) => {
          const query = { limit: 100, cursor, status: 'open' as const };
          return client.call('GET /organisations/:id/flags', { params: { id }, query }, signal);
        }}
        empty={<Empty text={words.noFlags} />}
      >
        {(flags) => <Sightings sightings={flags} canJudge />}
      </PagedList>
    </Stack>
  );
}

type Sighting = Pick<FlagAnswer, 'id' | 'workerId' | 'workerCode' | 'placeName' | 'at' | 'decision' | 'reasons'> & {
  held?: boolean;
  overridden?: boolean;
};

function Sightings({ sightings, canJudge = false }: { sightings: readonly Sighting[]; canJudge?: boolean }) {
  const { fields } = useWorkerWords();
  const people = usePeople(sightings.map(({ workerId }) => workerId));
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Tbody>
          {sightings.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Text fw={600}>{people.get(one.workerId)?.fullName ?? one.workerCode}</Text>
                <Text size="xs" c="dimmed">
                  {fields.code} {one.workerCode}
                </Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{one.placeName}</Text>
                <Text size="xs" c="dimmed">
                  {showMoment(one.at)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Verdict sighting={one} />
              </Table.Td>
              {canJudge && (
                <Table.Td>
                  <JudgeButtons id={one.id} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The colour never says it alone: the word stands in it. */
const COLOURS = { allow: 'lake', warn: levelColour(1), stop: levelColour(0) } as const;

function Verdict({ sighting: { decision, reasons, held, overridden } }: { sighting: Sighting }) {
  const words = usePresenceWords();
  const said: Record<string, string> = words.reasons;
  return (
    <Stack gap={4} align="flex-start">
      <Group gap={6}>
        <Badge color={COLOURS[decision]}>{words.decisions[decision]}</Badge>
        {held && <Badge variant="default">{words.held}</Badge>}
        {overridden && <Badge variant="default">{words.overridden}</Badge>}
      </Group>
      <Text size="sm">{reasons.map((reason) => said[reason] ?? reason).join(' · ')}</Text>
    </Stack>
  );
}
