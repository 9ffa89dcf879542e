import { type CommandFigures, type Figure, FRESHNESS } from '@app/contracts';
import { Alert, Text, useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useSession } from '../common/services';
import { Loaded } from '../common/states';
import { showDuration, showNumber } from '../format/amounts';
import { showTime } from '../format/dates';
import { useClockWords } from '../words/clock';
import { useCommandWords } from '../words/command';
import { useCommonWords } from '../words/common';
import { useLanguage } from '../words/language';
import { Bars, Card, NumberCard } from './card';
import { type AxisWords, districtsOption, hasSteps, INKS, minutesOption } from './chart-options';
import { useAge, useFigures } from './use-figures';
import classes from './wall.module.css';

/** Charts come when the numbers are already there. */
const Chart = lazy(() => import('./chart'));

/** The province at a glance. */
export function WallPage() {
  const query = useFigures();
  const words = useCommandWords();
  const { duration, product } = useCommonWords();
  const { seconds, lost } = useAge(query);
  useEffect(() => {
    document.title = `${words.title} – ${product}`;
  }, [words, product]);
  const isOld = lost && query.data !== undefined;
  return (
    <>
      <VisuallyHidden component="h1">{words.title}</VisuallyHidden>
      {isOld ? (
        <Alert color="red" role="alert" py="xs" fw={600}>
          {words.lost(showTime(query.data.at))}
        </Alert>
      ) : (
        <Text size="sm" c="dimmed" ta="right">
          {query.data && (seconds < 10 ? words.now : words.age(showDuration(seconds, duration)))}
        </Text>
      )}
      <Loaded query={query} lines={8}>
        {(figures) => (
          <div className={`${classes['grid']} ${isOld ? classes['lost'] : ''}`}>
            <Numbers figures={figures} />
            <Pictures figures={figures} />
          </div>
        )}
      </Loaded>
    </>
  );
}

const rowsOf = (figure: Figure): string => `/rows/${figure}`;

function useShown(): (value: number) => string {
  const language = useLanguage();
  return (value) => showNumber(value, language);
}

/** What axes say; the same as long as the language is. */
function useAxisWords(): AxisWords {
  const { axes } = useCommandWords();
  const language = useLanguage();
  return useMemo(() => ({ ...axes, number: (value: number) => showNumber(value, language) }), [axes, language]);
}

function Numbers({ figures: { cases, tests, followUps, checkIns, deliveries } }: { figures: CommandFigures }) {
  const words = useCommandWords();
  const shown = useShown();
  const troubled = deliveries.failed + deliveries.late;
  const state = useSession();
  const isOfficer = 'me' in state && state.me.role === 'health_officer';
  return (
    <>
      <NumberCard title={words.figures.cases} to={rowsOf('cases')} value={shown(cases.open)}>
        {words.cases.lastDay(shown(cases.lastDay))} ·{' '}
        <span className={cases.untraced > 0 ? classes['alarm'] : ''}>
          {cases.untraced > 0 ? words.cases.untraced(shown(cases.untraced)) : words.cases.allTraced}
        </span>
      </NumberCard>
      <NumberCard title={words.figures.tests} to={rowsOf('tests')} value={shown(tests.due)}>
        {words.tests}
      </NumberCard>
      <NumberCard
        title={words.figures['follow-ups']}
        to={isOfficer ? '/console/follow-up?view=overdue' : rowsOf('follow-ups')}
        value={shown(followUps.overdue)}
        alarm={followUps.overdue > 0}
      >
        {words.followUps.overdue} · {shown(followUps.dueToday)} {words.followUps.dueToday} · {shown(followUps.lost)}{' '}
        {words.followUps.lost}
      </NumberCard>
      <NumberCard
        title={words.figures['check-ins']}
        to={rowsOf('check-ins')}
        value={shown(checkIns.minutes.at(-1) ?? 0)}
      >
        {words.checkIns.minute} · {words.checkIns.hour(shown(checkIns.lastHour))}
      </NumberCard>
      <NumberCard
        title={words.figures.deliveries}
        to={rowsOf('deliveries')}
        value={shown(troubled)}
        alarm={troubled > 0}
      >
        {troubled === 0
          ? words.deliveries.fine
          : `${words.deliveries.failed(shown(deliveries.failed))} · ${words.deliveries.late(shown(deliveries.late))}`}
      </NumberCard>
    </>
  );
}

const FRESH_COLOURS = { hour: '#2b7a3d', day: '#046d79', three_days: '#ad4a00', older: '#b42318', never: '#6b7280' };

function Pictures({ figures }: { figures: CommandFigures }) {
  const words = useCommandWords();
  const shown = useShown();
  const ink = INKS[useComputedColorScheme('light')];
  const { sites, checkIns, freshness } = figures;
  const axes = useAxisWords();
  const minutes = useMemo(() => minutesOption(checkIns.minutes, ink, axes), [checkIns.minutes, ink, axes]);
  const mostRisk = Math.max(...sites.worst.map(({ risk }) => risk), 1e-9);
  const all = Math.max(1, ...FRESHNESS.map((age) => freshness[age]));
  return (
    <>
      <ClockCard figures={figures} />
      <Card wide title={words.figures.sites} to={rowsOf('sites')}>
        <Bars
          bars={sites.worst.map(({ id, title, subtitle, people, risk }) => ({
            key: id,
            label: [subtitle, title].filter(Boolean).join(' · '),
            value: words.sites.people(shown(people)),
            ...{ share: risk / mostRisk, colour: '#b42318' },
          }))}
        />
        {sites.worst.length === 0 && <Text c="dimmed">{words.none}</Text>}
      </Card>
      <Card wide title={words.checkIns.chart} to={rowsOf('check-ins')}>
        <Suspense fallback={<div className={classes['chart']} />}>
          <Chart label={words.checkIns.chart} option={minutes} />
        </Suspense>
      </Card>
      <Card wide title={words.figures.freshness} to={rowsOf('freshness')}>
        <Bars
          bars={FRESHNESS.map((age) => ({
            key: age,
            label: words.freshness[age],
            value: shown(freshness[age]),
            ...{ share: freshness[age] / all, colour: FRESH_COLOURS[age] },
          }))}
        />
      </Card>
    </>
  );
}

function ClockCard({ figures: { clock } }: { figures: CommandFigures }) {
  const words = useCommandWords();
  const { until, notYet } = useClockWords();
  const { duration } = useCommonWords();
  const shown = useShown();
  const state = useSession();
  const isOfficer = 'me' in state && state.me.role === 'health_officer';
  const ink = INKS[useComputedColorScheme('light')];
  const { districts } = clock;
  const axes = useAxisWords();
  const option = useMemo(() => districtsOption(districts, ink, axes), [districts, ink, axes]);
  return (
    <Card
      wide
      title={`${words.figures.clock} · ${words.clock.half} · ${words.clock.of(shown(clock.cases))}`}
      to={isOfficer ? '/console/clock' : rowsOf('cases')}
    >
      <div className={classes['trio']}>
        {(['list', 'notice', 'quarantine'] as const).map((step) => {
          const seconds = clock[`${step}Seconds`];
          return (
            <div key={step}>
              <div className={classes['small']}>{until[step]}</div>
              <div className={classes['big']}>{seconds === null ? notYet : showDuration(seconds, duration)}</div>
            </div>
          );
        })}
      </div>
      {hasSteps(districts) ? (
        <Suspense fallback={<div className={classes['chart']} />}>
          <Chart label={words.clock.chart} option={option} />
        </Suspense>
      ) : (
        <Text c="dimmed" mt="md">
          {words.clock.noSteps}
        </Text>
      )}
    </Card>
  );
}
