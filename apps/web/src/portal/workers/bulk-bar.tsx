import { Button, Group, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { showNumber } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useWorkerWords } from '../../words/workers';
import { PrintButton } from '../print-button';
import { useOrganisationId } from '../use-organisation';
import { BulkEdit } from './bulk-edit';

/** The service makes so many badges a file. */
const BADGES_A_FILE = 1_000;

/** What can be done with those who are ticked. */
export function BulkBar({ chosen, onDone }: { chosen: ReadonlySet<string>; onDone: () => void }) {
  const words = useWorkerWords();
  const language = useLanguage();
  const organisationId = useOrganisationId();
  const [opened, { open, close }] = useDisclosure();
  if (chosen.size === 0) return null;
  const ids = [...chosen];
  return (
    <Paper withBorder p="xs" px="md" bg="var(--mantine-primary-color-light)" className="no-print">
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={600} role="status">
          {words.chosen(showNumber(chosen.size, language))}
        </Text>
        <Group gap="xs">
          <Button size="xs" onClick={open}>
            {words.changeAll}
          </Button>
          <PrintButton
            size="xs"
            variant="default"
            path={`/organisations/${organisationId}/badges`}
            disabled={ids.length > BADGES_A_FILE}
            body={{ workerIds: ids }}
          >
            {words.badges}
          </PrintButton>
          <Button size="xs" variant="subtle" onClick={onDone}>
            {words.chooseNone}
          </Button>
        </Group>
      </Group>
      <BulkEdit ids={ids} opened={opened} onClose={close} onDone={onDone} />
    </Paper>
  );
}
