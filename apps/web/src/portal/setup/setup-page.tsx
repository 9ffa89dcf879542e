import type { CompletenessAnswer, OrganisationAnswer } from '@app/contracts';
import {
  Alert,
  Badge,
  Button,
  CheckIcon,
  Group,
  Paper,
  Progress,
  Stack,
  Text,
  Title,
  UnstyledButton,
} from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHead } from '../../common/page-head';
import { Loaded } from '../../common/states';
import { useSetupWords } from '../../words/setup';
import { AddPlaces } from '../places/add-places';
import { SiteFields } from '../places/site-form';
import { PrintButton } from '../print-button';
import { useCompleteness, useOrganisation } from '../use-organisation';
import { useSites } from '../use-places';
import { DetailsForm } from './details-form';
import { nextStep, type StepName, STEPS, stepsDone } from './steps';
import { usePlaceWords } from '../../words/places';

/** From an empty organisation to its first check-in. */
export function SetupPage() {
  const words = useSetupWords();
  const organisation = useOrganisation();
  const completeness = useCompleteness();
  return (
    <Stack maw={760}>
      <PageHead title={words.title} />
      <Loaded query={organisation}>
        {(own) => <Loaded query={completeness}>{(told) => <Steps organisation={own} told={told} />}</Loaded>}
      </Loaded>
    </Stack>
  );
}

interface StepsProps {
  organisation: OrganisationAnswer;
  told: CompletenessAnswer;
}

function Steps({ organisation, told }: StepsProps) {
  const words = useSetupWords();
  const done = stepsDone(organisation, told);
  const next = nextStep(done);
  const [chosen, setChosen] = useState<StepName | null>(null);
  const open = chosen ?? next;
  const count = STEPS.filter((name) => done[name]).length;
  const bodies: Record<StepName, ReactNode> = {
    details: <DetailsForm organisation={organisation} onSaved={() => setChosen(null)} />,
    site: (
      <>
        <Text size="sm">{words.siteWhy}</Text>
        <SiteFields onAdded={() => setChosen(null)} />
      </>
    ),
    places: <FirstPlaces />,
    workers: (
      <>
        <Text size="sm">{words.workersWhy}</Text>
        <Group>
          <Button component={Link} to="/imports/new">
            {words.toImport}
          </Button>
        </Group>
      </>
    ),
    posters: <Posters scanned={done.posters} />,
  };
  return (
    <Stack>
      <div>
        <Text size="sm" fw={600} mb={4} role="status">
          {words.progress(count, STEPS.length)}
        </Text>
        <Progress value={(100 * count) / STEPS.length} aria-label={words.progress(count, STEPS.length)} />
        <Text size="xs" c="dimmed" mt={6}>
          {words.leave}
        </Text>
      </div>
      {next === undefined && (
        <Alert color="lake" title={words.allDone}>
          <Button component={Link} to="/live" size="xs">
            {words.toLive}
          </Button>
        </Alert>
      )}
      {STEPS.map((name, at) => (
        <Step
          key={name}
          number={at + 1}
          name={name}
          isDone={done[name]}
          isOpen={open === name}
          onOpen={() => setChosen(name)}
        >
          {bodies[name]}
        </Step>
      ))}
    </Stack>
  );
}

interface StepProps {
  number: number;
  name: StepName;
  isDone: boolean;
  isOpen: boolean;
  onOpen: () => void;
  children: ReactNode;
}

function Step({ number, name, isDone, isOpen, onOpen, children }: StepProps) {
  const words = useSetupWords();
  return (
    <Paper withBorder p="md">
      <UnstyledButton onClick={onOpen} aria-expanded={isOpen} w="100%">
        <Group gap="sm" wrap="nowrap">
          <Badge circle size="lg" variant={isDone ? 'filled' : 'outline'}>
            {isDone ? <CheckIcon size={12} /> : number}
          </Badge>
          <Title order={2} size="h5">
            {words.steps[name]}
          </Title>
          {isDone && (
            <Badge variant="light" ml="auto">
              {words.done}
            </Badge>
          )}
        </Group>
      </UnstyledButton>
      {isOpen && <Stack mt="md">{children}</Stack>}
    </Paper>
  );
}

function FirstPlaces() {
  const words = useSetupWords();
  const [site] = useSites().data ?? [];
  return (
    <>
      <Text size="sm">{words.placesWhy}</Text>
      {site ? <AddPlaces siteId={site.id} under={undefined} /> : <Text size="sm">{words.siteWhy}</Text>}
    </>
  );
}

function Posters({ scanned }: { scanned: boolean }) {
  const words = useSetupWords();
  const { printAll } = usePlaceWords();
  const [site] = useSites().data ?? [];
  return (
    <>
      <Text size="sm">{words.postersWhy}</Text>
      <Group>
        {site && (
          <PrintButton path={`/sites/${site.id}/posters`} body={{ perPage: 1 }}>
            {printAll}
          </PrintButton>
        )}
        <Button variant="default" component={Link} to="/sites">
          {words.toPosters}
        </Button>
      </Group>
      {!scanned && (
        <Text size="sm" c="dimmed">
          {words.waitingForScan}
        </Text>
      )}
    </>
  );
}
