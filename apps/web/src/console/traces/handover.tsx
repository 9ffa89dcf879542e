import type { CommuneContacts, ExportAnswer, TraceAnswer } from '@app/contracts';
import { Button, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useHandoverWords } from '../../words/handover';
import { useLanguage } from '../../words/language';
import { ExportButton } from '../exports/export-button';
import { LevelMark } from './level-mark';

/** The list of a trace commune by commune: how many people, how far they are, and the list handed over. */
export function Handover({ trace }: { trace: TraceAnswer }) {
  const client = useClient();
  const words = useHandoverWords();
  const { id, revision, levelsDone } = trace;
  const query = useQuery({
    queryKey: ['communes', id, revision, levelsDone],
    queryFn: ({ signal }) => client.call('GET /traces/:id/communes', { params: { id } }, signal),
  });
  const exports = useQuery({
    queryKey: ['exports', 'latest'],
    queryFn: ({ signal }) => client.call('GET /exports', { query: { limit: 200 } }, signal),
    refetchInterval: 10_000,
  });
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw={720}>
        {words.hint}
      </Text>
      <Loaded query={query}>
        {({ items }) =>
          items.length > 0 ? (
            <Communes trace={trace} communes={items} exports={exports.data?.items ?? []} />
          ) : (
            <Empty text={words.none} />
          )
        }
      </Loaded>
    </Stack>
  );
}

interface CommunesProps {
  trace: TraceAnswer;
  communes: readonly CommuneContacts[];
  exports: readonly ExportAnswer[];
}

function Communes({ trace, communes, exports }: CommunesProps) {
  const words = useHandoverWords();
  const { print } = useCommonWords();
  const language = useLanguage();
  const levels = [...new Set(communes.flatMap((one) => Object.keys(one.levels)))].sort();
  const latest = (unitCode: string): ExportAnswer | undefined =>
    exports.find((one) => one.traceId === trace.id && (one.filter as { unitCode?: string }).unitCode === unitCode);
  const sum = (pick: (one: CommuneContacts) => number): string =>
    showNumber(
      communes.reduce((total, one) => total + pick(one), 0),
      language,
    );
  return (
    <>
      <Button variant="default" className="no-print" style={{ alignSelf: 'flex-end' }} onClick={() => window.print()}>
        {print}
      </Button>
      <Table.ScrollContainer minWidth={760} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.commune}</Table.Th>
              <Table.Th>{words.people}</Table.Th>
              {levels.map((level) => (
                <Table.Th key={level}>
                  <LevelMark level={Number(level)} />
                </Table.Th>
              ))}
              <Table.Th>{words.done}</Table.Th>
              <Table.Th>{words.handedOver}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {communes.map((commune) => (
              <Line key={commune.unitCode} {...{ trace, commune, levels, last: latest(commune.unitCode) }} />
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th>{words.total}</Table.Th>
              <Table.Th>{sum(({ people }) => people)}</Table.Th>
              {levels.map((level) => (
                <Table.Th key={level}>{sum((one) => one.levels[level] ?? 0)}</Table.Th>
              ))}
              <Table.Th colSpan={2} />
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

interface LineProps {
  trace: TraceAnswer;
  commune: CommuneContacts;
  levels: readonly string[];
  last: ExportAnswer | undefined;
}

function Line({ trace, commune, levels, last }: LineProps) {
  const words = useHandoverWords();
  const language = useLanguage();
  const { notified, quarantined, released } = commune.states;
  const number = (value: number): string => showNumber(value, language);
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600}>{commune.unitName}</Text>
        <Text size="xs" c="dimmed">
          {commune.parentName}
        </Text>
      </Table.Td>
      <Table.Td fw={600}>{number(commune.people)}</Table.Td>
      {levels.map((level) => (
        <Table.Td key={level}>{number(commune.levels[level] ?? 0)}</Table.Td>
      ))}
      <Table.Td>
        {number(notified + quarantined + released)} / {number(quarantined)}
      </Table.Td>
      <Table.Td>
        {last ? (
          <Last made={last} people={commune.people} />
        ) : (
          <Text size="sm" c="dimmed">
            {words.never}
          </Text>
        )}
        <div className="no-print">
          <ExportButton
            trace={trace}
            commune={commune}
            label={words.handOver}
            title={words.handOverTo(commune.unitName)}
            size="xs"
          />
        </div>
      </Table.Td>
    </Table.Tr>
  );
}

/** What was handed over last, whether it arrived, and how many have come since. */
function Last({ made, people }: { made: ExportAnswer; people: number }) {
  const words = useHandoverWords();
  const { status } = useCommonWords();
  const language = useLanguage();
  const state = made.delivery?.status ?? made.status;
  const since = people - made.rows;
  return (
    <>
      <Text size="sm">
        {showMoment(made.createdAt)} · {words.rows(showNumber(made.rows, language))} · {status[state]}
      </Text>
      {made.status === 'done' && since > 0 && <Text size="xs">{words.grown(showNumber(since, language))}</Text>}
    </>
  );
}
