import type { EvacuationAnswer } from '@app/contracts';
import { Button, Checkbox, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { usePresenceWords } from '../../words/presence';
import { useWorkerWords } from '../../words/workers';
import { PrintButton } from '../print-button';
import { useOrganisation } from '../use-organisation';
import { useSites } from '../use-places';

/** Everybody believed to be inside, by the place last seen: to be printed, or ticked on a phone at the assembly point. */
export function EvacuationPage() {
  const client = useClient();
  const { siteId = '' } = useParams();
  const query = useQuery({
    queryKey: ['evacuation', siteId],
    queryFn: ({ signal }) => client.call('GET /sites/:id/evacuation', { params: { id: siteId } }, signal),
  });
  return <Loaded query={query}>{(list) => <EvacuationList list={list} />}</Loaded>;
}

function EvacuationList({ list }: { list: EvacuationAnswer }) {
  const words = usePresenceWords();
  const { print } = useCommonWords();
  const organisation = useOrganisation().data?.name;
  const site = useSites().data?.find(({ id }) => id === list.siteId)?.name;
  const places = list.places.filter(({ people }) => people.length > 0);
  return (
    <Stack>
      <PageHead title={`${words.evacuation} (${list.inside})`}>
        <PrintButton variant="default" path={`/sites/${list.siteId}/evacuation?format=csv`}>
          {words.evacuationCsv}
        </PrintButton>
        <Button onClick={() => window.print()}>{print}</Button>
      </PageHead>
      <Text fw={600}>{[organisation, site].filter(Boolean).join(' · ')}</Text>
      <Text size="sm">{words.evacuationWhy(showMoment(list.at))}</Text>
      {places.length === 0 && <Empty text={words.nobody} />}
      {places.map((place) => (
        <section key={place.placeId}>
          <Title order={2} size="h5" mb="xs">
            {place.name} ({place.people.length})
          </Title>
          <People people={place.people} />
        </section>
      ))}
    </Stack>
  );
}

function People({ people }: { people: EvacuationAnswer['places'][number]['people'] }) {
  const words = usePresenceWords();
  const { fields } = useWorkerWords();
  return (
    <Table.ScrollContainer minWidth={440} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withTableBorder verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {[words.met, fields.fullName, fields.code, words.since].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map(({ workerCode, fullName, organisation, since, evidence }) => (
            <Table.Tr key={`${organisation} ${workerCode}`}>
              <Table.Td w={60}>
                <Checkbox aria-label={`${words.met}: ${fullName ?? workerCode}`} />
              </Table.Td>
              <Table.Td fw={600}>{fullName ?? `${words.fromElsewhere}: ${organisation}`}</Table.Td>
              <Table.Td>{workerCode}</Table.Td>
              <Table.Td>
                {showMoment(since)} {evidence === 'roster' && words.byRoster}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
