import type { TraceAnswer, TracedContact, WorkerAnswer } from '@app/contracts';
import { Badge, Group, Paper, Progress, Text, UnstyledButton } from '@mantine/core';
import { showShare } from '../../format/amounts';
import { showMoment } from '../../format/dates';
import { useCommonWords } from '../../words/common';
import { useLanguage } from '../../words/language';
import { useTraceWords } from '../../words/traces';
import classes from './contact-row.module.css';
import { LevelMark } from './level-mark';
import { reasonOf } from './reason';

interface ContactRowProps {
  contact: TracedContact;
  direction: TraceAnswer['direction'];
  people: ReadonlyMap<string, WorkerAnswer>;
  organisation: string | undefined;
  onOpen: () => void;
}

/** One person of the list: who, why, how certain. */
export function ContactRow({ contact, direction, people, organisation, onOpen }: ContactRowProps) {
  const words = useTraceWords();
  const { duration } = useCommonWords();
  const name = people.get(contact.workerId)?.fullName ?? contact.workerCode;
  const reason = reasonOf(contact, direction, { because: words.because, duration }, (source) =>
    [people.get(source.sourceWorkerId)?.fullName, source.sourceWorkerCode].filter(Boolean).join(' · '),
  );
  return (
    <Paper component="li" withBorder p="sm" className={classes['row']}>
      {direction === 'forward' ? <LevelMark level={contact.level} /> : <span />}
      <div>
        <Group gap="xs">
          <UnstyledButton onClick={onOpen} fw={650} aria-label={words.open(name)} td="underline">
            {name}
          </UnstyledButton>
          <Text size="sm" c="dimmed">
            {[contact.workerCode, organisation].filter(Boolean).join(' · ')}
          </Text>
          {contact.isCase && <Badge color="red.8">{words.isCase}</Badge>}
          {contact.review && (
            <Badge variant={contact.review.decision === 'confirm' ? 'filled' : 'default'}>
              {words.reviews[contact.review.decision]}
            </Badge>
          )}
        </Group>
        <Text size="sm">{reason}</Text>
      </div>
      <Figures contact={contact} />
    </Paper>
  );
}

function Figures({ contact: { score, lastExposureAt } }: { contact: TracedContact }) {
  const words = useTraceWords();
  const language = useLanguage();
  return (
    <div className={classes['figures']}>
      <Text size="sm">
        {words.score}: <b>{showShare(score, language)}</b>
      </Text>
      <Progress value={score * 100} size="sm" aria-hidden color="orange.8" />
      {lastExposureAt && (
        <Text size="xs" c="dimmed">
          {words.lastExposure}: {showMoment(lastExposureAt)}
        </Text>
      )}
    </div>
  );
}
