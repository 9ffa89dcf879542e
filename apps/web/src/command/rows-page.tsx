import { type Figure, FIGURES, type FigureRow, type FigureRows } from '@app/contracts';
import { Anchor, Table, Text } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { NotFound } from '../common/faults';
import { PageHead } from '../common/page-head';
import { PagedList } from '../common/paged-list';
import { useClient, useSession } from '../common/services';
import { Empty } from '../common/states';
import { showNumber } from '../format/amounts';
import { showMoment } from '../format/dates';
import { useCommandWords } from '../words/command';
import { useErrorWords } from '../words/errors';
import { useExportWords } from '../words/exports';
import { useLanguage } from '../words/language';

/** What a figure sums up, row by row. */
export function RowsPage() {
  const { figure: wanted } = useParams();
  const figure = FIGURES.find((one) => one === wanted);
  return figure ? <Rows figure={figure} /> : <NotFound />;
}

function Rows({ figure }: { figure: Figure }) {
  const client = useClient();
  const words = useCommandWords();
  return (
    <>
      <PageHead title={words.figures[figure]}>
        <Anchor component={Link} to="/">
          {words.back}
        </Anchor>
      </PageHead>
      <PagedList
        queryKey={['command', 'rows', figure]}
        load={(cursor, signal): Promise<FigureRows> =>
          client.call('GET /command/figures/:figure', { params: { figure }, query: { limit: 200, cursor } }, signal)
        }
        empty={<Empty text={words.none} />}
      >
        {(items) => <RowTable figure={figure} items={items} />}
      </PagedList>
    </>
  );
}

function RowTable({ figure, items }: { figure: Figure; items: readonly FigureRow[] }) {
  const words = useCommandWords();
  const language = useLanguage();
  const [title, count, at] = words.columns[figure] as [string, string, string];
  const total = items.reduce((sum, row) => sum + row.count, 0);
  const hasUnit = items.some(({ unitName }) => unitName !== null);
  const hasState = items.some(({ state }) => state !== null);
  return (
    <>
      {count && <Text size="sm">{words.sum(showNumber(items.length, language), showNumber(total, language))}</Text>}
      <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{title}</Table.Th>
              {hasUnit && <Table.Th>{words.unit}</Table.Th>}
              {count && <Table.Th>{count}</Table.Th>}
              {at && <Table.Th>{at}</Table.Th>}
              {hasState && <Table.Th>{words.state}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td>
                  <Title figure={figure} row={row} />
                </Table.Td>
                {hasUnit && <Table.Td>{row.unitName}</Table.Td>}
                {count && <Table.Td>{showNumber(row.count, language)}</Table.Td>}
                {at && <Table.Td>{row.at && showMoment(row.at)}</Table.Td>}
                {hasState && (
                  <Table.Td>
                    <State state={row.state} />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

/** Officers go on into the console. */
function Title({ figure, row }: { figure: Figure; row: FigureRow }) {
  const state = useSession();
  const { kinds } = useExportWords();
  const isOfficer = 'me' in state && state.me.role === 'health_officer';
  const subtitle = figure === 'deliveries' ? kinds[row.subtitle as keyof typeof kinds] : row.subtitle;
  return (
    <>
      {figure === 'cases' && isOfficer ? (
        <Anchor href={`/console/cases/${row.id}`} fw={600}>
          {row.title}
        </Anchor>
      ) : (
        <Text fw={600}>{row.title}</Text>
      )}
      {subtitle && (
        <Text size="xs" c="dimmed">
          {subtitle}
        </Text>
      )}
    </>
  );
}

/** A word of ours, a freshness, or the code of what went wrong. */
function State({ state }: { state: string | null }) {
  const words = useCommandWords();
  const errors = useErrorWords();
  if (state === null) return null;
  const known: Record<string, string> = { ...errors, ...words.freshness, ...words.states };
  return <Text size="sm">{known[state] ?? state}</Text>;
}
