import type { ImportPreview, WorkerFileColumn } from '@app/contracts';
import { Alert, Select, Table, Text } from '@mantine/core';
import { useImportWords } from '../../words/imports';
import { useWorkerWords } from '../../words/workers';
import type { Columns, faultsOf } from './mapping';

/** Mirrors the service: importing the list itself would bring its schema. */
const NAMES = [
  ...(['code', 'fullName', 'kind', 'birthDate', 'sex', 'identityNumber', 'phone', 'address'] as const),
  ...(['siteCode', 'placeCode', 'shift', 'dormitoryRoom', 'busCode', 'startDate', 'endDate'] as const),
] satisfies WorkerFileColumn[];

interface ColumnMatchingProps {
  preview: ImportPreview;
  columns: Columns;
  onChange: (columns: Columns) => void;
  faults: ReturnType<typeof faultsOf>;
}

/** Says of each column of a file what it is, beside what stands in it. */
export function ColumnMatching({ preview: { headers, samples }, columns, onChange, faults }: ColumnMatchingProps) {
  const words = useImportWords();
  const { fields } = useWorkerWords();
  const data = NAMES.map((value) => ({ value, label: fields[value] }));
  const choose = (at: number, name: WorkerFileColumn | null): void =>
    onChange(columns.map((before, index) => (index === at ? name : before)));
  return (
    <>
      {faults.missing.length > 0 && (
        <Alert color="orange">{words.columnsMissing(faults.missing.map((name) => fields[name]).join(', '))}</Alert>
      )}
      <Table.ScrollContainer minWidth={440} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.inFile}</Table.Th>
              <Table.Th>{words.samples}</Table.Th>
              <Table.Th>{words.is}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {headers.map((header, at) => (
              <Table.Tr key={`${at} ${header}`}>
                <Table.Td fw={600}>{header || words.noHeader}</Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed" lineClamp={2}>
                    {samples
                      .map((cells) => cells[at])
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Select
                    aria-label={words.columnIs(header)}
                    searchable
                    clearable
                    clearButtonProps={{ 'aria-label': words.notRead }}
                    placeholder={words.notRead}
                    data={data}
                    value={columns[at] ?? null}
                    onChange={(name) => choose(at, name)}
                    error={columns[at] && faults.twice.includes(columns[at]) ? words.twice : undefined}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
