import type { Because, Encounter, TraceAnswer, TracedContact, WorkerAnswer } from '@app/contracts';
import { Group, ScrollArea, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useClient } from '../../common/services';
import { Empty, Loaded } from '../../common/states';
import { usePeople } from '../../common/use-people';
import { secondsOf, showDay, showStretch } from '../../format/dates';
import { useTraceWords } from '../../words/traces';
import { LevelMark } from './level-mark';
import { type Axis, axisOf, percentOf } from './timeline-axis';
import classes from './timeline.module.css';

/** The highest risks alone: more rows than these are read in the list. */
const ROWS = 40;

interface TimelineProps {
  trace: TraceAnswer;
  onOpen: (workerId: string) => void;
}

/** Who was where together with whom: a row a person, a bar a stretch with whoever may have infected them. */
export function Timeline({ trace, onOpen }: TimelineProps) {
  const client = useClient();
  const { timeline: words } = useTraceWords();
  const { id, revision, levelsDone } = trace;
  const query = useQuery({
    queryKey: ['timeline', id, revision, levelsDone],
    queryFn: ({ signal }) =>
      client.call('GET /traces/:id/contacts', { params: { id }, query: { limit: ROWS } }, signal),
  });
  return (
    <Loaded query={query} lines={8}>
      {({ items }) => {
        const axis = axisOf(items);
        return axis ? <Rows contacts={items} axis={axis} onOpen={onOpen} /> : <Empty text={words.empty} />;
      }}
    </Loaded>
  );
}

interface RowsProps {
  contacts: readonly TracedContact[];
  axis: Axis;
  onOpen: (workerId: string) => void;
}

function Rows({ contacts, axis, onOpen }: RowsProps) {
  const { timeline: words } = useTraceWords();
  const people = usePeople(contacts.map(({ workerId }) => workerId));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.hint}
      </Text>
      <Legend />
      <ScrollArea viewportProps={{ tabIndex: 0 }} type="auto">
        <div className={classes['grid']}>
          <div className={classes['line']}>
            <span />
            <Days axis={axis} />
          </div>
          {contacts.map((contact) => (
            <Row
              key={contact.workerId}
              contact={contact}
              axis={axis}
              person={people.get(contact.workerId)}
              onOpen={onOpen}
            />
          ))}
        </div>
      </ScrollArea>
    </Stack>
  );
}

function Legend() {
  const { timeline, near, room } = useTraceWords();
  return (
    <Group gap="lg" role="group" aria-label={timeline.legend}>
      {(
        [
          ['near', near],
          ['room', room],
        ] as const
      ).map(([kind, label]) => (
        <Text key={kind} size="sm">
          <span className={`${classes[kind]} ${classes['sample']}`} /> {label}
        </Text>
      ))}
    </Group>
  );
}

/** Labels thinned out where the days are many. */
const LABELS = 8;

function Days({ axis }: { axis: Axis }) {
  const step = Math.ceil(axis.days.length / LABELS);
  return (
    <div className={classes['track']}>
      {axis.days.map((day, i) => (
        <span key={day} className={classes['day']} style={{ left: `${percentOf(axis, day)}%` }}>
          {i % step === 0 && showDay(new Date(day * 1000).toISOString())}
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  contact: TracedContact;
  axis: Axis;
  person: WorkerAnswer | undefined;
  onOpen: (workerId: string) => void;
}

function Row({ contact, axis, person, onOpen }: RowProps) {
  const words = useTraceWords();
  const name = person?.fullName ?? contact.workerCode;
  return (
    <div className={classes['line']}>
      <Group gap="xs" wrap="nowrap">
        {contact.qualifies === null && <LevelMark level={contact.level} />}
        <UnstyledButton onClick={() => onOpen(contact.workerId)} aria-label={words.open(name)} fz="sm">
          {name}
        </UnstyledButton>
      </Group>
      <div className={classes['track']}>
        {contact.because.flatMap((because) =>
          because.encounters.map((encounter) => (
            <Bar
              key={`${because.sourceWorkerId}${encounter.placeId}${encounter.from}${encounter.class}`}
              axis={axis}
              because={because}
              encounter={encounter}
            />
          )),
        )}
      </div>
    </div>
  );
}

function Bar({ axis, because, encounter }: { axis: Axis; because: Because; encounter: Encounter }) {
  const { timeline: words, because: reasons } = useTraceWords();
  const left = percentOf(axis, secondsOf(encounter.from));
  const width = percentOf(axis, secondsOf(encounter.to)) - left;
  const place = encounter.placeName ?? reasons.unknownPlace;
  const label = words.bar(place, because.sourceWorkerCode, showStretch(encounter.from, encounter.to));
  return (
    <Tooltip label={label}>
      <span
        role="img"
        aria-label={label}
        className={classes[encounter.class]}
        style={{ left: `${left}%`, width: `${width}%` }}
      />
    </Tooltip>
  );
}
