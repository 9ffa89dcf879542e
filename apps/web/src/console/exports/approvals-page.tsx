import type { ExportAnswer, ExportDecision } from '@app/contracts';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialogue } from '../../common/dialogue';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { useNotice } from '../../common/use-notice';
import { showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useExportWords } from '../../words/exports';
import { useHandoverWords } from '../../words/handover';
import { useLanguage } from '../../words/language';
import { useDestinations } from './use-destinations';

type Decision = ExportDecision['decision'];

/** Lists of many people that wait for a second person such as the one who looks. */
export function ApprovalsPage() {
  const client = useClient();
  const words = useHandoverWords();
  return (
    <>
      <PageHead title={words.approvals} />
      <Text c="dimmed" size="sm" mb="md" maw={720}>
        {words.approvalsWhy}
      </Text>
      <PagedList
        queryKey={['exports', 'awaiting']}
        load={(cursor, signal) =>
          client.call('GET /exports/awaiting-approval', { query: { limit: 50, cursor } }, signal)
        }
        empty={<Empty text={words.noApprovals} />}
      >
        {(items) => (
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
            {items.map((made) => (
              <Waiting key={made.id} made={made} />
            ))}
          </Stack>
        )}
      </PagedList>
    </>
  );
}

function Waiting({ made }: { made: ExportAnswer }) {
  const words = useHandoverWords();
  const exportWords = useExportWords();
  const language = useLanguage();
  const destinations = useDestinations();
  const destination = destinations.find(({ id }) => id === made.destinationId)?.name;
  const { levels } = made.filter as { levels?: number[] };
  return (
    <Paper component="li" withBorder p="md">
      <Group justify="space-between" gap="md">
        <div>
          <Text fw={650}>
            {exportWords.kinds[made.kind]} · {words.peopleOf(showNumber(made.people, language))}
            {levels && ` · ${levels.map((level) => `F${level}`).join(', ')}`}
          </Text>
          <Text size="sm">{made.purpose}</Text>
          <Text size="xs" c="dimmed">
            {showMoment(made.createdAt)} · {exportWords.formats[made.format]} ·{' '}
            {destination ? `${words.to}: ${destination}` : words.download}
          </Text>
        </div>
        <Group gap="xs">
          <Decide made={made} decision="approved" />
          <Decide made={made} decision="refused" />
        </Group>
      </Group>
    </Paper>
  );
}

/** A decision that cannot be taken back is asked for twice. */
function Decide({ made, decision }: { made: ExportAnswer; decision: Decision }) {
  const words = useHandoverWords();
  const { cancel } = useCommonWords();
  const language = useLanguage();
  const [opened, { open, close }] = useDisclosure();
  const decide = useDecision(made.id, decision, close);
  const label = decision === 'approved' ? words.approve : words.refuse;
  return (
    <>
      <Button variant={decision === 'approved' ? 'filled' : 'default'} onClick={open}>
        {label}
      </Button>
      <Dialogue opened={opened} onClose={close} title={words.sure[decision]}>
        <Stack>
          <Text>{words.sureWhy(showNumber(made.people, language), made.purpose)}</Text>
          {decide.isError && <ProblemNote error={decide.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button
              data-autofocus
              color={decision === 'approved' ? 'lake' : 'red.8'}
              loading={decide.isPending}
              onClick={() => decide.mutate()}
            >
              {label}
            </Button>
          </Group>
        </Stack>
      </Dialogue>
    </>
  );
}

function useDecision(id: string, decision: Decision, onDone: () => void) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = useHandoverWords();
  const tell = useNotice();
  return useMutation({
    mutationFn: () =>
      decision === 'approved'
        ? client.call('POST /exports/:id/approve', { params: { id } })
        : client.call('POST /exports/:id/refuse', { params: { id } }),
    onSuccess: () => {
      onDone();
      tell({ message: words[decision] });
      return queryClient.invalidateQueries({ queryKey: ['exports'] });
    },
  });
}
