import { isFinal, type TraceAnswer, type TraceWarning } from '@app/contracts';
import { Alert, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../api/problem';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useProblemNotice } from '../../common/use-problem-notice';
import { inLanguage, showNumber, showShare } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import { LevelMark } from './level-mark';

/** How far a trace is: progress, people of each level as it is done, warnings, why it failed. */
export function TraceState({ trace }: { trace: TraceAnswer }) {
  const words = useTraceWords();
  const { status } = useCommonWords();
  const language = useLanguage();
  return (
    <Stack gap="sm">
      <Paper withBorder p="md">
        <Group justify="space-between" gap="md">
          <Group gap="lg" aria-live="polite">
            {Object.entries(trace.counts).map(([level, count]) => (
              <LevelCount
                key={level}
                level={Number(level)}
                direction={trace.direction}
                count={Number(level) <= trace.levelsDone ? count : undefined}
              />
            ))}
          </Group>
          <div>
            <Text size="sm">{inLanguage(trace.preset.name, language)}</Text>
            <Text size="xs" c="dimmed">
              {status[trace.status]} · {words.asOf} {showMoment(trace.asOf)}
            </Text>
            {trace.followed && trace.revisedAt && (
              <Text size="xs" c="dimmed">
                {words.followed(trace.revision, showMoment(trace.revisedAt))}
              </Text>
            )}
          </div>
        </Group>
        {!isFinal(trace.status) && <Running trace={trace} />}
      </Paper>
      {trace.error && <ProblemNote error={asError(trace.error)} />}
      {trace.revisionError && <ProblemNote error={asError(trace.revisionError)} />}
      {trace.warnings.map((warning, i) => (
        <Alert key={i} color="yellow" variant="light">
          <WarningText warning={warning} />
        </Alert>
      ))}
    </Stack>
  );
}

const asError = ({ code, status, detail, errors }: NonNullable<TraceAnswer['error']>): ProblemError =>
  new ProblemError(code, status, detail, errors ?? []);

interface LevelCountProps {
  level: number;
  direction: TraceAnswer['direction'];
  /** Undefined while the level is worked out. */
  count: number | undefined;
}

/** Who was met before a case fell ill has no level: any of them may be its source. */
function LevelCount({ level, direction, count }: LevelCountProps) {
  const words = useTraceWords();
  const language = useLanguage();
  const shown = count === undefined ? words.notYet : words.people(showNumber(count, language));
  return (
    <Group gap="xs" wrap="nowrap">
      {direction === 'forward' ? <LevelMark level={level} /> : <Text>{words.met}:</Text>}
      <Text fw={600}>{shown}</Text>
    </Group>
  );
}

function Running({ trace }: { trace: TraceAnswer }) {
  const words = useTraceWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const tell = useProblemNotice();
  const stop = useMutation({
    mutationFn: () => client.call('POST /traces/:id/cancel', { params: { id: trace.id } }),
    onSuccess: (stopped) => queryClient.setQueryData(['work', `/traces/${trace.id}`], stopped),
    onError: tell,
  });
  return (
    <Group mt="sm" gap="sm" wrap="nowrap">
      <Progress value={Math.max(2, trace.progress * 100)} aria-label={words.progress} animated flex={1} />
      <Button size="xs" variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
        {words.stop}
      </Button>
    </Group>
  );
}

function WarningText({ warning }: { warning: TraceWarning }) {
  const { warnings } = useTraceWords();
  const language = useLanguage();
  switch (warning.code) {
    case 'large_share':
      return warnings.large_share(`F${warning.level}`, warning.unitName, showShare(warning.share, language));
    case 'left_out':
      return warnings.left_out(showNumber(warning.rows ?? 0, language));
    default:
      return warnings[warning.code];
  }
}
