import type { CaseClock, DistrictClock, TracingClock } from '@app/contracts';
import { Anchor, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { PageHead } from '../../common/page-head';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { useOrganisationNames, usePeople } from '../../common/use-people';
import { showDuration, showNumber } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useClockWords } from '../../words/clock';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { type ClockStep, STEPS, type StepState, stepsOf } from './steps';

const LOOK_MS = 60_000;

/** How long it takes from a positive result until people know and are apart: all, by district, by case. */
export function ClockPage() {
  const client = useClient();
  const words = useClockWords();
  const query = useQuery({
    queryKey: ['tracing-clock'],
    queryFn: ({ signal }) => client.call('GET /tracing-clock', { query: {} }, signal),
    refetchInterval: LOOK_MS,
  });
  return (
    <Stack gap="lg">
      <div>
        <PageHead title={words.title} />
        <Text c="dimmed" size="sm" maw={720}>
          {words.explained}
        </Text>
      </div>
      <Loaded query={query}>
        {(clock) => (clock.cases.length > 0 ? <ClockView clock={clock} /> : <Empty text={words.none} />)}
      </Loaded>
    </Stack>
  );
}

function ClockView({ clock }: { clock: TracingClock }) {
  const words = useClockWords();
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {STEPS.map((step) => (
          <Paper key={step} withBorder p="md">
            <Text size="sm" c="dimmed">
              {words.until[step]}
            </Text>
            <Text fz={28} fw={700} style={{ fontVariantNumeric: 'tabular-nums' }}>
              <Long seconds={clock.all[`${step}Seconds`]} />
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
      <section>
        <Title order={2} size="h3" mb="sm">
          {words.byDistrict}
        </Title>
        <Districts districts={clock.districts} />
      </section>
      <section>
        <Title order={2} size="h3" mb="sm">
          {words.byCase}
        </Title>
        <Cases cases={clock.cases} />
      </section>
    </>
  );
}

function Long({ seconds }: { seconds: number | null }) {
  const { notYet } = useClockWords();
  const { duration } = useCommonWords();
  return seconds === null ? notYet : showDuration(seconds, duration);
}

function Districts({ districts }: { districts: readonly DistrictClock[] }) {
  const words = useClockWords();
  const language = useLanguage();
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {[words.district, words.cases, ...STEPS.map((step) => words.steps[step])].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {districts.map((district) => (
            <Table.Tr key={district.unitCode}>
              <Table.Td fw={600}>{district.name}</Table.Td>
              <Table.Td>{showNumber(district.cases, language)}</Table.Td>
              {STEPS.map((step) => (
                <Table.Td key={step}>
                  <Long seconds={district[`${step}Seconds`]} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cases({ cases }: { cases: readonly CaseClock[] }) {
  const words = useClockWords();
  const people = usePeople(cases.map(({ workerId }) => workerId));
  const organisations = useOrganisationNames(cases.map(({ organisationId }) => organisationId));
  return (
    <Table.ScrollContainer minWidth={720} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {[words.case, words.steps.positive, ...STEPS.map((step) => words.steps[step])].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {cases.map((one) => (
            <Table.Tr key={one.caseId}>
              <Table.Td>
                <Anchor component={Link} to={`/cases/${one.caseId}`} fw={600}>
                  {people.get(one.workerId)?.fullName ?? one.workerCode}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {organisations.get(one.organisationId)}
                </Text>
              </Table.Td>
              <Table.Td>{showMoment(one.positiveAt)}</Table.Td>
              <StepCells clock={one} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function StepCells({ clock }: { clock: CaseClock }) {
  const language = useLanguage();
  const words = useClockWords();
  const states = stepsOf(clock, Date.now() / 1_000);
  const reached: Record<ClockStep, number | undefined> = {
    list: undefined,
    notice: clock.notified,
    quarantine: clock.quarantined,
  };
  return STEPS.map((step) => (
    <Table.Td key={step}>
      <StepText state={states[step]} />
      {reached[step] !== undefined && clock.contacts > 0 && (
        <Text size="xs" c="dimmed">
          {words.reached(showNumber(reached[step], language), showNumber(clock.contacts, language))}
        </Text>
      )}
    </Table.Td>
  ));
}

/** In words, never in a colour alone. */
function StepText({ state }: { state: StepState }) {
  const words = useClockWords();
  const { duration } = useCommonWords();
  if (state.kind === 'waiting') return <Text c="dimmed">–</Text>;
  const long = showDuration(state.seconds, duration);
  return state.kind === 'reached' ? (
    <Text fw={600}>{words.after(long)}</Text>
  ) : (
    <Text c="var(--mantine-color-error)">{words.running(long)}</Text>
  );
}
