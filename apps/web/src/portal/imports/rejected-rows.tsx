import type { RejectedRowAnswer } from '@app/contracts';
import { Badge, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { PagedList } from '../../common/paged-list';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { levelColour } from '../../common/theme';
import { useImportWords } from '../../words/imports';
import { PrintButton } from '../print-button';
import { faultAt } from './mapping';

type Row = RejectedRowAnswer & { headers: readonly string[] };

/** Rows that could not be taken over, each cell to be mended where it stands. */
export function RejectedRows({ id, canMend }: { id: string; canMend: boolean }) {
  const client = useClient();
  const words = useImportWords();
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm">{canMend ? words.mendHere : words.wereRejected}</Text>
        <PrintButton variant="default" size="xs" path={`/workers/imports/${id}/rejects`}>
          {words.rejectsFile}
        </PrintButton>
      </Group>
      <PagedList<Row>
        queryKey={['import-rejected', id]}
        load={async (cursor, signal) => {
          const wish = { params: { id }, query: { limit: 50, cursor } };
          const { headers, items, nextCursor } = await client.call('GET /workers/imports/:id/rejected', wish, signal);
          return { nextCursor, items: items.map((item) => ({ ...item, headers })) };
        }}
      >
        {(rows) => (
          <Table.ScrollContainer
            minWidth={200 + 150 * rows[0]!.headers.length}
            scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
          >
            <Table verticalSpacing="xs" stickyHeader>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{words.row}</Table.Th>
                  <Table.Th miw={170}>{words.reason}</Table.Th>
                  {rows[0]!.headers.map((header, at) => (
                    <Table.Th key={`${at} ${header}`}>{header}</Table.Th>
                  ))}
                  <Table.Th aria-label={words.mend} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map((row) => (
                  <RejectedRow key={row.row} id={id} first={row} canMend={canMend} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </PagedList>
    </Stack>
  );
}

function RejectedRow({ id, first, canMend }: { id: string; first: Row; canMend: boolean }) {
  const words = useImportWords();
  const client = useClient();
  const { headers } = first;
  const [row, setRow] = useState<RejectedRowAnswer>(first);
  const [cells, setCells] = useState<readonly string[]>(first.cells);
  const mend = useMutation({
    mutationFn: () =>
      client.call('PUT /workers/imports/:id/rejected/:row', {
        params: { id, row: String(row.row) },
        body: { cells: [...cells] },
      }),
    onSuccess: setRow,
  });
  const fault = faultAt(headers, row.column);
  const isSaved = row.reason === null && cells.every((cell, at) => cell === row.cells[at]);
  const reason = row.reason ? (words.reasons[row.reason as keyof typeof words.reasons] ?? row.reason) : words.mended;
  return (
    <Table.Tr>
      <Table.Td>{row.row}</Table.Td>
      <Table.Td>
        <Stack gap={2} align="flex-start" role="status">
          <Badge color={row.reason ? levelColour(0) : 'lake'}>
            {row.reason ? (row.column ?? words.wholeRow) : words.ok}
          </Badge>
          <Text size="xs">{reason}</Text>
          {mend.isError && <ProblemNote error={mend.error} />}
        </Stack>
      </Table.Td>
      {headers.map((header, at) => (
        <Table.Td key={`${at} ${header}`}>
          {canMend ? (
            <TextInput
              size="xs"
              miw={120}
              aria-label={words.cellOf(header, row.row)}
              value={cells[at] ?? ''}
              error={at === fault}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setCells((before) => headers.map((_, index) => (index === at ? value : (before[index] ?? ''))));
              }}
              onKeyDown={(event) => event.key === 'Enter' && mend.mutate()}
            />
          ) : (
            cells[at]
          )}
        </Table.Td>
      ))}
      <Table.Td>
        {canMend && (
          <Button
            size="xs"
            variant={isSaved ? 'default' : 'filled'}
            loading={mend.isPending}
            onClick={() => mend.mutate()}
          >
            {words.mend}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
