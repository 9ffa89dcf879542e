import { type ImportView, isFinal } from '@app/contracts';
import { Alert, Button, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { Loaded } from '../../common/states';
import { useWork } from '../../common/use-work';
import { ProblemError } from '../../api/problem';
import { showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useImportWords } from '../../words/imports';
import { useLanguage } from '../../words/language';
import { ImportRows } from './import-rows';
import { ImportSteps } from './new-import-page';
import { UndoButton } from './undo-button';

/** One file: on its way, what it would do, or what it did. */
export function ImportPage() {
  const client = useClient();
  const { id = '' } = useParams();
  const path = `/workers/imports/${id}`;
  const work = useWork<ImportView>({
    path,
    load: (signal) => client.call('GET /workers/imports/:id', { params: { id } }, signal),
  });
  return <Loaded query={work}>{(found) => <Import key={found.id} found={found} />}</Loaded>;
}

function Import({ found }: { found: ImportView }) {
  const words = useImportWords();
  const isDone = found.status === 'done';
  const title = found.dryRun ? words.review : words.result;
  return (
    <Stack>
      <PageHead title={title}>
        {isDone && found.dryRun && <PublishButton id={found.id} />}
        {isDone && !found.dryRun && <UndoButton found={found} />}
      </PageHead>
      <ImportSteps active={found.dryRun ? 2 : isDone ? 4 : 3} />
      {!isFinal(found.status) && <OnItsWay found={found} />}
      {found.status === 'failed' && found.error && (
        <ProblemNote error={new ProblemError(found.error.code, found.error.status, '', found.error.errors)} />
      )}
      {isDone && <Done found={found} />}
    </Stack>
  );
}

function OnItsWay({ found: { progress, dryRun } }: { found: ImportView }) {
  const words = useImportWords();
  return (
    <Stack gap="xs" role="status">
      <Text size="sm">{dryRun ? words.reading : words.publishing}</Text>
      <Progress value={Math.max(3, progress * 100)} animated aria-label={dryRun ? words.reading : words.publishing} />
    </Stack>
  );
}

function Done({ found }: { found: ImportView }) {
  const words = useImportWords();
  const language = useLanguage();
  const number = (value: number): string => showNumber(value, language);
  const counts = [
    [words.states.created, found.created],
    [words.states.updated, found.updated],
    [words.unchanged, found.unchanged],
    ...(found.mode === 'replace' ? [[words.states.left, found.left] as const] : []),
    [words.rejected, found.rejected],
    [words.duplicate, found.duplicate],
  ] as const;
  return (
    <>
      {found.takenBackAt && <Alert color="gray">{words.takenBack(showMoment(found.takenBackAt))}</Alert>}
      {!found.dryRun && !found.takenBackAt && (
        <Alert color="lake">
          <Group justify="space-between">
            <Text size="sm">{words.published(number(found.accepted))}</Text>
            <Button component={Link} to="/workers" size="xs" variant="default">
              {words.toWorkers}
            </Button>
          </Group>
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, xs: 3, md: counts.length }} component="dl" m={0}>
        {counts.map(([name, value]) => (
          <div key={name}>
            <Text size="sm" c="dimmed" component="dt">
              {name}
            </Text>
            <Text size="xl" fw={700} component="dd" m={0}>
              {number(value)}
            </Text>
          </div>
        ))}
      </SimpleGrid>
      <ImportRows found={found} />
    </>
  );
}

/** Takes the dry run over, and goes on to that import. */
function PublishButton({ id }: { id: string }) {
  const words = useImportWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const publish = useMutation({
    mutationFn: () => client.call('POST /workers/imports/:id/publish', { params: { id } }),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
      await navigate(`/imports/${made.id}`);
    },
  });
  return (
    <>
      {publish.isError && <ProblemNote error={publish.error} />}
      <Button loading={publish.isPending} onClick={() => publish.mutate()}>
        {words.publish}
      </Button>
    </>
  );
}
