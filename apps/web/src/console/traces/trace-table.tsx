import type { TraceAnswer } from '@app/contracts';
import { Anchor, Group, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { inLanguage, showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCaseWords } from '../../words/cases';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import { LevelMark } from './level-mark';

/** Traces a line each: when, which way, by what, how many of each level. */
export function TraceTable({ traces }: { traces: readonly TraceAnswer[] }) {
  const words = useTraceWords();
  const { preset, direction } = useCaseWords();
  const headings = [words.startedAt, direction, preset, words.found];
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {headings.map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {traces.map((trace) => (
            <TraceLine key={trace.id} trace={trace} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function TraceLine({ trace }: { trace: TraceAnswer }) {
  const language = useLanguage();
  const { directions } = useCaseWords();
  const { status } = useCommonWords();
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/traces/${trace.id}`} fw={600}>
          {showMoment(trace.createdAt)}
        </Anchor>
        <Text size="xs" c="dimmed">
          {status[trace.status]}
        </Text>
      </Table.Td>
      <Table.Td>{directions[trace.direction]}</Table.Td>
      <Table.Td>{inLanguage(trace.preset.name, language)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          {Object.entries(trace.counts).map(([level, count]) => (
            <Group key={level} gap={4} wrap="nowrap">
              {trace.direction === 'forward' && <LevelMark level={Number(level)} />}
              <Text size="sm">{Number(level) <= trace.levelsDone ? showNumber(count, language) : '…'}</Text>
            </Group>
          ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
