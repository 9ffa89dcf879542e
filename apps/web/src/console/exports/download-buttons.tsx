import type { ExportAnswer } from '@app/contracts';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { handOver } from '../../common/hand-over';
import { useClient } from '../../common/services';
import { useProblemNotice } from '../../common/use-problem-notice';
import { useExportWords } from '../../words/exports';

/** A button for each file of an export; they are fetched with the token, which no link could bear. */
export function DownloadButtons({ made }: { made: ExportAnswer }) {
  const client = useClient();
  const words = useExportWords();
  const tell = useProblemNotice();
  const download = useMutation({
    mutationFn: async (part: number) => handOver(await client.file(`/exports/${made.id}/file?part=${part}`)),
    onError: tell,
  });
  const single = made.parts.length === 1;
  return (
    <Group gap="xs">
      {made.parts.map(({ name }, i) => (
        <Button
          key={name}
          size="sm"
          loading={download.isPending && download.variables === i + 1}
          onClick={() => download.mutate(i + 1)}
        >
          {single ? words.download : words.downloadPart(i + 1)}
        </Button>
      ))}
    </Group>
  );
}
