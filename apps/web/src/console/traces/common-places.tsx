import { Table, Text } from '@mantine/core';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { showDuration } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useTraceWords } from '../../words/traces';

/** Places that several cases of a backward trace have in common. */
export function CommonPlaces({ traceId }: { traceId: string }) {
  const client = useClient();
  const { places: words, place } = useTraceWords();
  const { duration } = useCommonWords();
  return (
    <PagedList
      queryKey={['common-places', traceId]}
      load={(cursor, signal) =>
        client.call('GET /traces/:id/places', { params: { id: traceId }, query: { limit: 100, cursor } }, signal)
      }
      empty={<Empty text={words.none} />}
    >
      {(found) => (
        <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {[place, words.cases, words.overlap, words.gap, words.between].map((heading) => (
                  <Table.Th key={heading}>{heading}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.map((one) => (
                <Table.Tr key={one.placeId}>
                  <Table.Td>
                    <Text fw={600}>{one.placeName}</Text>
                  </Table.Td>
                  <Table.Td>{one.caseIds.length}</Table.Td>
                  <Table.Td>{showDuration(one.overlapSeconds, duration)}</Table.Td>
                  <Table.Td>{showDuration(one.gapSeconds, duration)}</Table.Td>
                  <Table.Td>
                    {showMoment(one.firstAt)} – {showMoment(one.lastAt)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PagedList>
  );
}
