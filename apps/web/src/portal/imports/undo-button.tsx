import type { ImportView } from '@app/contracts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Dialogue } from '../../common/dialogue';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useCommonWords } from '../../words/common';
import { useImportWords } from '../../words/imports';

/** Undoes an import, after saying what that means. */
export function UndoButton({ found, size = 'sm' }: { found: ImportView; size?: 'xs' | 'sm' }) {
  const words = useImportWords();
  const { cancel } = useCommonWords();
  const client = useClient();
  const queryClient = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const undo = useMutation({
    mutationFn: () => client.call('DELETE /workers/imports/:id', { params: { id: found.id } }),
    onSuccess: async () => {
      close();
      await queryClient.invalidateQueries();
    },
  });
  if (found.takenBackAt || found.dryRun || found.created + found.updated + found.left === 0) return null;
  return (
    <>
      <Button variant="default" size={size} onClick={open}>
        {words.undo}
      </Button>
      <Dialogue opened={opened} onClose={close} title={words.undo}>
        <Stack>
          <Text size="sm">{words.undoWhat}</Text>
          {undo.isError && <ProblemNote error={undo.error} />}
          <Group>
            <Button loading={undo.isPending} onClick={() => undo.mutate()}>
              {words.undoNow}
            </Button>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
          </Group>
        </Stack>
      </Dialogue>
    </>
  );
}
