import { Button, Group, Stack, Text } from '@mantine/core';
import { Dialogue } from '../../common/dialogue';
import { useCaseWords } from '../../words/cases';
import { useCommonWords } from '../../words/common';
import { useCaseChange } from './use-case-change';

interface WithdrawCaseProps {
  caseId: string;
  opened: boolean;
  onClose: () => void;
}

/** Asks once more, for it cannot be undone. */
export function WithdrawCase({ caseId, opened, onClose }: WithdrawCaseProps) {
  const words = useCaseWords();
  const { cancel } = useCommonWords();
  const change = useCaseChange(caseId);
  return (
    <Dialogue opened={opened} onClose={onClose} title={words.withdraw}>
      <Stack>
        <Text>{words.withdrawWhy}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button
            color="red.8"
            loading={change.isPending}
            onClick={() => change.mutate({ status: 'withdrawn' }, { onSuccess: onClose })}
          >
            {words.withdraw}
          </Button>
        </Group>
      </Stack>
    </Dialogue>
  );
}
