import { CASE_STATUSES, type CaseAnswer } from '@app/contracts';
import { Anchor, Badge, Button, SegmentedControl, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showDate, showMoment } from '../../format/dates';
import { useCaseWords } from '../../words/cases';
import { useCommonWords } from '../../words/common';

type Status = CaseAnswer['status'];

/** Cases in the officer's area, newest first. */
export function CaseListPage() {
  const client = useClient();
  const words = useCaseWords();
  const { all } = useCommonWords();
  const [status, setStatus] = useState<Status | ''>('');
  const choices = [
    { value: '', label: all },
    ...CASE_STATUSES.map((value) => ({ value, label: words.statuses[value] })),
  ];
  return (
    <>
      <PageHead title={words.title}>
        <SegmentedControl
          aria-label={words.status}
          value={status}
          onChange={(value) => setStatus(value as Status | '')}
          data={choices}
        />
        <NewCaseButton />
      </PageHead>
      <PagedList
        queryKey={['cases', status]}
        load={(cursor, signal) =>
          client.call('GET /cases', { query: { limit: 100, cursor, status: status || undefined } }, signal)
        }
        empty={
          <Empty text={words.none}>
            <NewCaseButton />
          </Empty>
        }
      >
        {(cases) => <CaseTable cases={cases} />}
      </PagedList>
    </>
  );
}

function NewCaseButton() {
  const { newCase } = useCaseWords();
  return (
    <Button component={Link} to="/cases/new">
      {newCase}
    </Button>
  );
}

function CaseTable({ cases }: { cases: readonly CaseAnswer[] }) {
  const words = useCaseWords();
  const people = usePeople(cases.map(({ workerId }) => workerId));
  const organisations = useOrganisationNames(cases.map(({ organisationId }) => organisationId));
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.person, words.organisation, words.onsetOn, words.sampledOn, words.status, words.enteredAt].map(
              (heading) => (
                <Table.Th key={heading}>{heading}</Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Anchor component={Link} to={`/cases/${one.id}`} fw={600}>
                  {people.get(one.workerId)?.fullName ?? one.workerCode}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {one.workerCode}
                </Text>
              </Table.Td>
              <Table.Td>{organisations.get(one.organisationId)}</Table.Td>
              <Table.Td>{one.onsetOn && showDate(one.onsetOn)}</Table.Td>
              <Table.Td>{showDate(one.sampledOn)}</Table.Td>
              <Table.Td>
                <StatusBadge status={one.status} />
              </Table.Td>
              <Table.Td>{showMoment(one.createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

export function StatusBadge({ status }: { status: Status }) {
  const { statuses } = useCaseWords();
  return <Badge variant={status === 'open' ? 'filled' : 'default'}>{statuses[status]}</Badge>;
}
