import type { WorkerAnswer } from '@app/contracts';
import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { getHotkeyHandler } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { PageHead } from '../../common/page-head';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { useNotice } from '../../common/use-notice';
import { today } from '../../format/dates';
import { useCaseWords } from '../../words/cases';
import { bodyOf, type CaseDates, CaseFields } from './case-fields';
import { useStartTrace } from './use-start-trace';
import { WorkerPicker } from './worker-picker';

const NOTHING = (): CaseDates => ({ onsetOn: null, sampledOn: today(), confirmedAt: null, isolatedAt: null, note: '' });

/** Enters a case: a person, the dates, and the trace begins. Made to be done in under a minute without a mouse. */
export function NewCasePage() {
  const words = useCaseWords();
  const [worker, setWorker] = useState<WorkerAnswer | null>(null);
  const [dates, setDates] = useState(NOTHING);
  const [tried, setTried] = useState(false);
  const save = useSave();

  const submit = (event: FormEvent | KeyboardEvent, trace: boolean): void => {
    event.preventDefault();
    setTried(true);
    const { sampledOn } = dates;
    if (!worker || sampledOn === null || save.isPending) return;
    save.mutate({ body: { workerId: worker.id, ...bodyOf({ ...dates, sampledOn }) }, trace });
  };

  return (
    <Paper maw={760} component="section">
      <PageHead title={words.newCase} />
      <form
        noValidate
        onSubmit={(event) => submit(event, true)}
        onKeyDown={getHotkeyHandler([['mod+Enter', (event) => submit(event as KeyboardEvent, true)]])}
      >
        <Stack gap="md">
          <WorkerPicker value={worker} onChange={setWorker} error={tried && !worker ? words.choosePerson : undefined} />
          <CaseFields
            dates={dates}
            onChange={(change) => setDates((before) => ({ ...before, ...change }))}
            tried={tried}
          />
          {save.isError && <ProblemNote error={save.error} />}
          <Group>
            <Button type="submit" loading={save.isPending}>
              {words.saveAndTrace}
            </Button>
            <Button variant="default" disabled={save.isPending} onClick={(event) => submit(event, false)}>
              {words.saveOnly}
            </Button>
            <Text size="xs" c="dimmed">
              {words.keys}
            </Text>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

interface Save {
  body: { workerId: string } & ReturnType<typeof bodyOf>;
  trace: boolean;
}

/** Saves the case and goes on to its trace; where that cannot begin, to the case, which says why and offers it again. */
function useSave() {
  const client = useClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const words = useCaseWords();
  const startTrace = useStartTrace();
  const tell = useNotice();
  return useMutation({
    mutationFn: ({ body }: Save) => client.call('POST /cases', { body }),
    onSuccess: async ({ id }, { trace }) => {
      tell({ message: words.saved });
      await queryClient.invalidateQueries({ queryKey: ['cases'] });
      await navigate(`/cases/${id}`);
      if (trace) startTrace.mutate({ caseIds: [id] });
    },
  });
}
