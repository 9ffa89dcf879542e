import type { TraceAnswer } from '@app/contracts';
import { Stack, Tabs } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { useClient } from '../../common/services';
import { Loaded, Loading } from '../../common/states';
import { usePeople } from '../../common/use-people';
import { useWork } from '../../common/use-work';
import { useTraceWords } from '../../words/traces';
import { ExportButton } from '../exports/export-button';
import { CommonPlaces } from './common-places';
import { ContactDrawer } from './contact-drawer';
import { ContactList } from './contact-list';
import { Handover } from './handover';
import { FollowButton } from './follow-button';
import { ScopeComparison } from './scope-comparison';
import { Timeline } from './timeline';
import { TraceState } from './trace-state';

/** The drawing brings WebGL code that the other views do without. */
const ContactGraph = lazy(() => import('./contact-graph'));

type Tab = keyof ReturnType<typeof useTraceWords>['tabs'];

/** One trace: how far it is, and its result as a list, a drawing, a timeline and a comparison of scopes. */
export function TracePage() {
  const { id = '' } = useParams();
  const client = useClient();
  const query = useWork<TraceAnswer>({
    path: `/traces/${id}`,
    load: (signal) => client.call('GET /traces/:id', { params: { id } }, signal),
    lasting: ({ followed }) => followed,
  });
  return <Loaded query={query}>{(trace) => <TraceView trace={trace} />}</Loaded>;
}

function TraceView({ trace }: { trace: TraceAnswer }) {
  const words = useTraceWords();
  const [search, setSearch] = useSearchParams();
  const names = useCaseNames(trace.caseIds).join(', ');
  const set = (name: string, value: string | null): void =>
    setSearch(
      (before) => {
        if (value === null) before.delete(name);
        else before.set(name, value);
        return before;
      },
      { replace: name === 'view' },
    );
  const open = (workerId: string | null): void => set('contact', workerId);
  return (
    <Stack gap="md">
      <div>
        <PageHead title={trace.direction === 'forward' ? words.of(names) : words.backwardOf(names)}>
          <FollowButton trace={trace} />
          <ExportButton trace={trace} />
        </PageHead>
        <TraceState trace={trace} />
      </div>
      <Views
        trace={trace}
        view={(search.get('view') ?? 'list') as Tab}
        onView={(view) => set('view', view)}
        onOpen={open}
      />
      <ContactDrawer trace={trace} workerId={search.get('contact')} onClose={() => open(null)} />
    </Stack>
  );
}

interface ViewsProps {
  trace: TraceAnswer;
  view: Tab;
  onView: (view: string | null) => void;
  onOpen: (workerId: string) => void;
}

function Views({ trace, view, onView, onOpen }: ViewsProps) {
  const { tabs } = useTraceWords();
  const forward: readonly Tab[] = ['list', 'graph', 'timeline', 'compare', 'handover'];
  const shown: readonly Tab[] = trace.direction === 'forward' ? forward : ['list', 'places', 'timeline'];
  const content: Record<Tab, ReactNode> = {
    list: <ContactList trace={trace} onOpen={onOpen} />,
    graph: (
      <Suspense fallback={<Loading lines={6} />}>
        <ContactGraph trace={trace} onOpen={onOpen} />
      </Suspense>
    ),
    timeline: <Timeline trace={trace} onOpen={onOpen} />,
    compare: <ScopeComparison trace={trace} />,
    handover: <Handover trace={trace} />,
    places: <CommonPlaces traceId={trace.id} />,
  };
  return (
    <Tabs value={shown.includes(view) ? view : 'list'} onChange={onView} keepMounted={false}>
      <Tabs.List className="no-print" mb="md">
        {shown.map((tab) => (
          <Tabs.Tab key={tab} value={tab}>
            {tabs[tab]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((tab) => (
        <Tabs.Panel key={tab} value={tab}>
          {content[tab]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** So many cases of a trace are named in its title. */
const NAMED = 3;

/** What the first cases of a trace are called. */
function useCaseNames(caseIds: readonly string[]): string[] {
  const client = useClient();
  const cases = useQueries({
    queries: caseIds.slice(0, NAMED).map((id) => ({
      queryKey: ['case', id],
      queryFn: () => client.call('GET /cases/:id', { params: { id } }),
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])),
  });
  const people = usePeople(cases.map(({ workerId }) => workerId));
  const names = cases.map(({ workerId, workerCode }) => people.get(workerId)?.fullName ?? workerCode);
  return caseIds.length > NAMED ? [...names, `+${caseIds.length - NAMED}`] : names;
}
