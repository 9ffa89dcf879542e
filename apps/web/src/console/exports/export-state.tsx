import { type ExportAnswer, isFinal } from '@app/contracts';
import { Alert, Progress, Stack, Text } from '@mantine/core';
import { ProblemError } from '../../api/problem';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { Loaded } from '../../common/states';
import { useWork } from '../../common/use-work';
import { showNumber } from '../../format/amounts';
import { useCommonWords } from '../../words/common';
import { useExportWords } from '../../words/exports';
import { useLanguage } from '../../words/language';
import { DownloadButtons } from './download-buttons';

/** An export on its way, and its files once they are there. */
export function ExportState({ exportId: id }: { exportId: string }) {
  const client = useClient();
  const query = useWork<ExportAnswer>({
    path: `/exports/${id}`,
    load: (signal) => client.call('GET /exports/:id', { params: { id } }, signal),
  });
  return <Loaded query={query}>{(made) => <Made made={made} />}</Loaded>;
}

function Made({ made }: { made: ExportAnswer }) {
  const words = useExportWords();
  const { status } = useCommonWords();
  const language = useLanguage();
  if (made.error)
    return <ProblemNote error={new ProblemError(made.error.code, made.error.status, made.error.detail)} />;
  if (made.status === 'awaiting_approval') return <Alert color="yellow">{words.awaiting}</Alert>;
  if (!isFinal(made.status))
    return (
      <Stack gap="xs">
        <Text>{words.progress}</Text>
        <Progress value={Math.max(2, made.progress * 100)} animated aria-label={words.progress} />
      </Stack>
    );
  return (
    <Stack role="status">
      <Text fw={600}>{words.done(showNumber(made.rows, language))}</Text>
      {made.complete === false && <Alert color="yellow">{words.incomplete}</Alert>}
      {made.addedRows !== null && made.since && <Text>{words.added(showNumber(made.addedRows, language))}</Text>}
      {made.delivery && (
        <Text>
          {words.delivery}: {status[made.delivery.status]}
        </Text>
      )}
      <DownloadButtons made={made} />
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {words.digest}: {made.sha256}
      </Text>
    </Stack>
  );
}
