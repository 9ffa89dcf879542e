import type { ImportChangeAnswer, ImportState, ImportView } from '@app/contracts';
import { Badge, Group, Table, Tabs } from '@mantine/core';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { showNumber } from '../../format/amounts';
import { useImportWords } from '../../words/imports';
import { useLanguage } from '../../words/language';
import { useWorkerWords } from '../../words/workers';
import { RejectedRows } from './rejected-rows';

/** Row by row: who joins, changes, leaves, and what could not be taken over. */
export function ImportRows({ found }: { found: ImportView }) {
  const words = useImportWords();
  const language = useLanguage();
  const tabs = [
    ['rejected', words.rejected, found.rejected],
    ['created', words.states.created, found.created],
    ['updated', words.states.updated, found.updated],
    ['left', words.states.left, found.left],
  ] as const;
  const shown = tabs.filter(([, , count]) => count > 0);
  if (shown.length === 0) return null;
  return (
    <Tabs defaultValue={shown[0]![0]} keepMounted={false}>
      <Tabs.List>
        {shown.map(([value, label, count]) => (
          <Tabs.Tab key={value} value={value}>
            {label} ({showNumber(count, language)})
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map(([value]) => (
        <Tabs.Panel key={value} value={value} pt="md">
          {value === 'rejected' ? (
            <RejectedRows id={found.id} canMend={found.dryRun} />
          ) : (
            <Changes id={found.id} state={value} />
          )}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function Changes({ id, state }: { id: string; state: ImportState }) {
  const client = useClient();
  const words = useImportWords();
  const { fields } = useWorkerWords();
  const headings = [words.row, fields.code, fields.fullName, ...(state === 'updated' ? [words.changes] : [])];
  const labelOf = (name: string): string => fields[name as keyof typeof fields] ?? name;
  return (
    <PagedList<ImportChangeAnswer>
      queryKey={['import-changes', id, state]}
      load={(cursor, signal) =>
        client.call(
          'GET /workers/imports/:id/changes',
          { params: { id }, query: { state, limit: 100, cursor } },
          signal,
        )
      }
    >
      {(items) => (
        <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {headings.map((heading) => (
                  <Table.Th key={heading}>{heading}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item) => (
                <Table.Tr key={item.id}>
                  <Table.Td c="dimmed">{item.row ?? '–'}</Table.Td>
                  <Table.Td>{item.code}</Table.Td>
                  <Table.Td fw={600}>{item.fullName}</Table.Td>
                  {state === 'updated' && (
                    <Table.Td>
                      <Group gap={4}>
                        {item.fields.map((name) => (
                          <Badge key={name} variant="light">
                            {labelOf(name)}
                          </Badge>
                        ))}
                      </Group>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </PagedList>
  );
}
