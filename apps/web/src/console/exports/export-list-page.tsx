import type { ExportAnswer } from '@app/contracts';
import { Table, Text } from '@mantine/core';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useExportWords } from '../../words/exports';
import { useLanguage } from '../../words/language';
import { DownloadButtons } from './download-buttons';

/** What the officer has taken out, newest first, to be taken again. */
export function ExportListPage() {
  const client = useClient();
  const words = useExportWords();
  return (
    <>
      <PageHead title={words.list} />
      <PagedList
        queryKey={['exports']}
        load={(cursor, signal) => client.call('GET /exports', { query: { limit: 100, cursor } }, signal)}
        empty={<Empty text={words.none} />}
      >
        {(items) => <ExportTable items={items} />}
      </PagedList>
    </>
  );
}

function ExportTable({ items }: { items: readonly ExportAnswer[] }) {
  const words = useExportWords();
  const { status } = useCommonWords();
  const language = useLanguage();
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.createdAt, words.kind, words.purpose, words.rows, words.status, words.download].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((made) => (
            <Table.Tr key={made.id}>
              <Table.Td>{showMoment(made.createdAt)}</Table.Td>
              <Table.Td>
                {words.kinds[made.kind]}
                <Text size="xs" c="dimmed">
                  {words.formats[made.format]}
                </Text>
              </Table.Td>
              <Table.Td>{made.purpose}</Table.Td>
              <Table.Td>{showNumber(made.rows, language)}</Table.Td>
              <Table.Td>
                {status[made.status]}
                {made.delivery && (
                  <Text size="xs" c="dimmed">
                    {words.delivery}: {status[made.delivery.status]}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{made.status === 'done' && <DownloadButtons made={made} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
