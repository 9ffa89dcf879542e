import type { CompletenessAnswer } from '@app/contracts';
import { Badge, Button, Grid, Group, Paper, Progress, RingProgress, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { PageHead } from '../../common/page-head';
import { Loaded } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { showDate, showMoment } from '../../format/dates';
import { useLanguage } from '../../words/language';
import { usePortalWords } from '../../words/portal';
import { nextStep, stepsDone } from '../setup/steps';
import { useCompleteness, useMe, useOrganisation } from '../use-organisation';
import { completenessOf, type Task, type TaskName } from './completeness';

/** Where each thing to do is done. */
const PLACE_OF: Record<TaskName, string> = {
  ...{ sites: '/sites', places: '/sites', gates: '/sites', rooms: '/workers?missing=room' },
  ...{ workers: '/imports/new', fresh: '/imports/new', workPlaces: '/workers?missing=place' },
  ...{ phones: '/workers?missing=phone', shifts: '/workers?missing=shift', checkIns: '/live' },
};

/** How complete the organisation's data are, what to do next, and how fresh they are. */
export function HomePage() {
  const words = usePortalWords();
  const organisation = useOrganisation();
  const completeness = useCompleteness();
  const isAdmin = useMe().role === 'enterprise_admin';
  const isKnown = organisation.data !== undefined && completeness.data !== undefined;
  const begins = isAdmin && isKnown && nextStep(stepsDone(organisation.data, completeness.data)) !== undefined;
  return (
    <>
      <PageHead title={organisation.data?.name ?? words.pages.home}>
        {begins && (
          <Button component={Link} to="/setup" variant="default">
            {words.pages.setup}
          </Button>
        )}
      </PageHead>
      <Loaded query={completeness}>{(told) => <Overview told={told} />}</Loaded>
    </>
  );
}

function Overview({ told }: { told: CompletenessAnswer }) {
  const { score, tasks, next } = completenessOf(told);
  return (
    <Grid>
      <Grid.Col span={{ base: 12, md: 7 }}>
        <NextStep score={score} next={next} />
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 5 }}>
        <Freshness told={told} />
      </Grid.Col>
      <Grid.Col span={12}>
        <TaskList tasks={tasks} />
      </Grid.Col>
    </Grid>
  );
}

function NextStep({ score, next }: { score: number; next: Task | undefined }) {
  const words = usePortalWords();
  const language = useLanguage();
  return (
    <Paper withBorder p="lg" h="100%">
      <Group wrap="nowrap" align="center" gap="lg">
        <RingProgress
          size={112}
          thickness={11}
          roundCaps
          aria-label={words.scoreIs(score)}
          rootColor="var(--mantine-color-default-border)"
          sections={[{ value: score, color: 'lake' }]}
          label={
            <Text ta="center" fw={700} size="xl">
              {score}
            </Text>
          }
        />
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {words.scoreOf}
          </Text>
          {next ? (
            <>
              <Title order={2} size="h4">
                {words.tasks[next.name].todo(showNumber(next.missing, language))}
              </Title>
              <Text size="sm">{words.tasks[next.name].why}</Text>
              <Group>
                <Button component={Link} to={PLACE_OF[next.name]}>
                  {words.tasks[next.name].go}
                </Button>
              </Group>
            </>
          ) : (
            <Text fw={600}>{words.allDone}</Text>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}

function Freshness({ told }: { told: CompletenessAnswer }) {
  const words = usePortalWords();
  const language = useLanguage();
  const facts = [
    [words.workersNow, showNumber(told.workers.active, language)],
    [words.lastImport, told.lastImportAt ? showMoment(told.lastImportAt) : words.never],
    [words.lastCheckIn, told.lastCheckInAt ? showMoment(told.lastCheckInAt) : words.never],
    [words.rosteredUntil, told.rosteredUntil ? showDate(told.rosteredUntil) : words.noRoster],
    [words.devices, showNumber(told.devices, language)],
  ] as const;
  return (
    <Paper withBorder p="lg" h="100%">
      <Title order={2} size="h4" mb="sm">
        {words.freshness}
      </Title>
      <Stack gap={6} component="dl" m={0}>
        {facts.map(([name, value]) => (
          <Group key={name} justify="space-between" gap="sm" wrap="nowrap">
            <Text size="sm" c="dimmed" component="dt">
              {name}
            </Text>
            <Text size="sm" fw={600} component="dd" m={0} ta="right">
              {value}
            </Text>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const words = usePortalWords();
  return (
    <Paper withBorder p="lg">
      <Title order={2} size="h4" mb="sm">
        {words.parts}
      </Title>
      <Grid gap="md">
        {tasks.map((task) => (
          <Grid.Col key={task.name} span={{ base: 12, sm: 6, lg: 4 }}>
            <TaskLine task={task} />
          </Grid.Col>
        ))}
      </Grid>
    </Paper>
  );
}

function TaskLine({ task: { name, share, weight } }: { task: Task }) {
  const words = usePortalWords();
  const percent = Math.floor(share * 100);
  return (
    <Stack gap={4}>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" component={Link} to={PLACE_OF[name]} c="inherit" td="none">
          {words.tasks[name].name}
        </Text>
        {share === 1 ? (
          <Badge variant="light" color="lake" size="sm">
            {words.done}
          </Badge>
        ) : (
          <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {words.points(Math.floor(share * weight), weight)}
          </Text>
        )}
      </Group>
      <Progress value={percent} aria-label={words.tasks[name].name} size="sm" />
    </Stack>
  );
}
