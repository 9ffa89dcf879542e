import type { CaseAnswer } from '@app/contracts';
import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showDate, showMoment } from '../../format/dates';
import { useCaseWords } from '../../words/cases';
import { TraceTable } from '../traces/trace-table';
import { StatusBadge } from './case-list-page';
import { EditCase } from './edit-case';
import { StartTrace } from './start-trace';
import { useCaseChange } from './use-case-change';
import { WithdrawCase } from './withdraw-case';

/** One case: its dates, what can be done, and its traces. */
export function CasePage() {
  const { id = '' } = useParams();
  const client = useClient();
  const query = useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => client.call('GET /cases/:id', { params: { id } }, signal),
  });
  return <Loaded query={query}>{(found) => <CaseView found={found} />}</Loaded>;
}

function CaseView({ found }: { found: CaseAnswer }) {
  const words = useCaseWords();
  const person = usePeople([found.workerId]).get(found.workerId);
  const name = person?.fullName ?? found.workerCode;
  return (
    <Stack gap="lg">
      <div>
        <PageHead title={words.caseOf(name)}>
          <CaseDeeds found={found} />
        </PageHead>
        <Facts found={found} />
      </div>
      {found.status !== 'withdrawn' && <StartTrace caseId={found.id} />}
      <TracesOfCase caseId={found.id} />
    </Stack>
  );
}

function Facts({ found }: { found: CaseAnswer }) {
  const words = useCaseWords();
  const organisation = useOrganisationNames([found.organisationId]).get(found.organisationId);
  const facts = [
    [words.person, found.workerCode],
    [words.organisation, organisation],
    [words.onsetOn, found.onsetOn && showDate(found.onsetOn)],
    [words.sampledOn, showDate(found.sampledOn)],
    [words.confirmedAt, found.confirmedAt && showMoment(found.confirmedAt)],
    [words.isolatedAt, found.isolatedAt && showMoment(found.isolatedAt)],
    [words.note, found.note],
  ] as const;
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
        <div>
          <Text size="xs" c="dimmed">
            {words.status}
          </Text>
          <StatusBadge status={found.status} />
        </div>
        {facts.map(([label, value]) => (
          <div key={label}>
            <Text size="xs" c="dimmed">
              {label}
            </Text>
            <Text>{value || '–'}</Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}

function CaseDeeds({ found }: { found: CaseAnswer }) {
  const words = useCaseWords();
  const change = useCaseChange(found.id);
  const [editing, edit] = useDisclosure();
  const [withdrawing, withdraw] = useDisclosure();
  if (found.status === 'withdrawn') return null;
  const [next, label] =
    found.status === 'open' ? (['closed', words.closeCase] as const) : (['open', words.reopen] as const);
  return (
    <Group gap="xs">
      <Button variant="default" onClick={edit.open}>
        {words.edit}
      </Button>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate({ status: next })}>
        {label}
      </Button>
      <Button variant="default" onClick={withdraw.open}>
        {words.withdraw}
      </Button>
      <EditCase found={found} opened={editing} onClose={edit.close} />
      <WithdrawCase caseId={found.id} opened={withdrawing} onClose={withdraw.close} />
    </Group>
  );
}

/** Among the latest traces of the area, those of this case. */
function TracesOfCase({ caseId }: { caseId: string }) {
  const client = useClient();
  const words = useCaseWords();
  const query = useQuery({
    queryKey: ['traces', 'latest'],
    queryFn: ({ signal }) => client.call('GET /traces', { query: { limit: 500 } }, signal),
  });
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {words.tracesOf}
      </Title>
      <Loaded query={query} lines={2}>
        {({ items }) => {
          const own = items.filter(({ caseIds }) => caseIds.includes(caseId));
          return own.length > 0 ? <TraceTable traces={own} /> : <Empty text={words.noTraces} />;
        }}
      </Loaded>
    </section>
  );
}
