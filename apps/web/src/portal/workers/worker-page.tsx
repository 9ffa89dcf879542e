import type { WorkerAnswer } from '@app/contracts';
import { Button, Grid, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useParams } from 'react-router';
import { ProblemError } from '../../api/problem';
import { PageHead } from '../../common/page-head';
import { ProblemNote } from '../../common/problems';
import { useClient } from '../../common/services';
import { Loaded } from '../../common/states';
import { useNotice } from '../../common/use-notice';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useWorkerWords } from '../../words/workers';
import { PrintButton } from '../print-button';
import { type EditableName, FieldInput } from './field-input';
import { StatusBadge } from './worker-table';

/** One worker: what is known, to be read and changed in one place. */
export function WorkerPage() {
  const client = useClient();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['worker', id],
    queryFn: ({ signal }) => client.call('GET /workers/:id', { params: { id } }, signal),
  });
  return <Loaded query={query}>{(worker) => <WorkerForm key={worker.updatedAt} worker={worker} />}</Loaded>;
}

const GROUPS = {
  person: ['fullName', 'code', 'kind', 'birthDate', 'sex', 'identityNumber', 'phone', 'address'],
  work: ['siteCode', 'placeCode', 'shift', 'dormitoryRoom', 'busCode', 'startDate', 'endDate'],
} as const satisfies Record<string, readonly EditableName[]>;

function WorkerForm({ worker }: { worker: WorkerAnswer }) {
  const words = useWorkerWords();
  const { save } = useCommonWords();
  const [changes, setChanges] = useState<Partial<Record<EditableName, string | null>>>({});
  const change = useChange(worker.id);
  const faults = change.error instanceof ProblemError ? change.error.faults : [];
  const set = (name: EditableName) => (value: string | null) => setChanges((before) => ({ ...before, [name]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(changes);
  };
  return (
    <form onSubmit={submit} noValidate>
      <PageHead title={worker.fullName}>
        <StatusBadge status={worker.status} />
        <PrintButton variant="default" path={`/workers/${worker.id}/badge?format=pdf`}>
          {words.badge}
        </PrintButton>
        <Button variant="default" onClick={() => change.mutate({ status: opposite(worker.status) })}>
          {worker.status === 'active' ? words.hasLeft : words.isBack}
        </Button>
        <Button type="submit" disabled={Object.keys(changes).length === 0} loading={change.isPending}>
          {save}
        </Button>
      </PageHead>
      <Stack>
        {change.isError && <ProblemNote error={change.error} />}
        <Grid>
          {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
            <Grid.Col key={group} span={{ base: 12, md: 6 }}>
              <Paper withBorder p="lg" h="100%">
                <Title order={2} size="h4" mb="sm">
                  {words.groups[group]}
                </Title>
                <Stack gap="sm">
                  {GROUPS[group].map((name) => (
                    <FieldInput
                      key={name}
                      name={name}
                      value={name in changes ? (changes[name] ?? null) : worker[name]}
                      onChange={set(name)}
                      error={faults.some(({ path }) => path === name) ? words.wrong : undefined}
                    />
                  ))}
                </Stack>
              </Paper>
            </Grid.Col>
          ))}
        </Grid>
        <Group>
          <Text size="xs" c="dimmed">
            {words.changedAt(showMoment(worker.updatedAt))}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}

const opposite = (status: WorkerAnswer['status']) => (status === 'active' ? ('left' as const) : ('active' as const));

function useChange(id: string) {
  const client = useClient();
  const queryClient = useQueryClient();
  const words = useWorkerWords();
  const tell = useNotice();
  return useMutation({
    mutationFn: (body: object) => client.call('PATCH /workers/:id', { params: { id }, body }),
    onSuccess: async (worker) => {
      tell({ message: words.saved });
      queryClient.setQueryData(['worker', id], worker);
      await queryClient.invalidateQueries({ queryKey: ['workers'] });
      await queryClient.invalidateQueries({ queryKey: ['completeness'] });
    },
  });
}
