import { DUE, type FollowUpAnswer, type FollowUpCounts } from '@app/contracts';
import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { useCommonWords } from '../../words/common';
import { useFollowUpWords } from '../../words/follow-up';
import { useLanguage } from '../../words/language';
import { BoardTable } from './board-table';
import { SelectionBar } from './selection-bar';

const VIEWS = [...DUE, 'quarantined', 'lost', 'all'] as const;
type View = (typeof VIEWS)[number];

const queryOf = (view: View) => {
  if (view === 'all') return {};
  return view === 'lost' || view === 'quarantined' ? { state: view } : { due: view };
};

/** Who is to be notified, put apart, released: what is due first, with the step that comes next at hand. */
export function BoardPage() {
  const client = useClient();
  const words = useFollowUpWords();
  const { print } = useCommonWords();
  const [search, setSearch] = useSearchParams();
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'today';
  const caseId = search.get('case') ?? undefined;
  const [selected, select] = useState<ReadonlyMap<string, FollowUpAnswer>>(new Map());
  const show = (next: string): void => {
    select(new Map());
    setSearch((before) => (before.set('view', next), before), { replace: true });
  };
  return (
    <Stack gap="md">
      <PageHead title={words.title}>
        <Button variant="default" onClick={() => window.print()}>
          {print}
        </Button>
      </PageHead>
      <Views view={view} onChange={show} />
      <PagedList
        queryKey={['follow-ups', 'board', view, caseId]}
        load={(cursor, signal) =>
          client.call('GET /follow-ups', { query: { limit: 100, cursor, caseId, ...queryOf(view) } }, signal)
        }
        empty={<Empty text={words.none} />}
      >
        {(items) => <BoardTable items={items} selected={selected} onSelect={select} />}
      </PagedList>
      <SelectionBar items={[...selected.values()]} onDone={() => select(new Map())} />
    </Stack>
  );
}

const countOf = ({ dueToday, overdue, states }: FollowUpCounts, view: View): number => {
  const all = Object.values(states).reduce((sum, one) => sum + one, 0);
  const { lost, quarantined } = states;
  return { today: dueToday, overdue, quarantined, lost, all }[view];
};

function Views({ view, onChange }: { view: View; onChange: (view: string) => void }) {
  const client = useClient();
  const words = useFollowUpWords();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['follow-ups', 'counts'],
    queryFn: ({ signal }) => client.call('GET /follow-ups/counts', {}, signal),
  });
  const label = (one: View): string =>
    data ? `${words.filters[one]} (${showNumber(countOf(data, one), language)})` : words.filters[one];
  return (
    <SegmentedControl
      className="no-print"
      aria-label={words.filter}
      // long words stand below one another on a phone
      orientation="horizontal"
      styles={{ root: { flexWrap: 'wrap', alignSelf: 'flex-start', maxWidth: '100%' } }}
      value={view}
      onChange={onChange}
      data={VIEWS.map((value) => ({ value, label: label(value) }))}
    />
  );
}
