import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { PageHead } from '../../common/page-head';
import { ProblemNote } from '../../common/problems';
import { Empty, Loading } from '../../common/states';
import { showNumber } from '../../format/amounts';
import { useLanguage } from '../../words/language';
import { useWorkerWords } from '../../words/workers';
import { BulkBar } from './bulk-bar';
import { ColumnPicker } from './column-picker';
import { FilterBar } from './filter-bar';
import { filtersIn, queryOf } from './filters';
import { useListView } from './use-list-view';
import { useWorkers } from './use-workers';
import { WorkerTable } from './worker-table';

/** Everybody of the organisation: as many rows as there are, and only those drawn that are seen. */
export function WorkersPage() {
  const words = useWorkerWords();
  const language = useLanguage();
  const [query, setQuery] = useSearchParams();
  const filters = useMemo(() => filtersIn(query), [query]);
  const [typed, setTyped] = useState('');
  const [view, setView] = useListView();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const search = useRef<HTMLInputElement>(null);
  const found = useWorkers(filters, typed);
  useHotkeys([['/', () => search.current?.focus()]]);
  // its fields are many and know nothing of what is typed
  const bar = useMemo(
    () => (
      <FilterBar
        filters={filters}
        onChange={(next) => setQuery(queryOf(next), { replace: true })}
        view={view}
        onView={setView}
      />
    ),
    [filters, view],
  );
  const count = showNumber(found.workers.length, language);
  return (
    <Stack gap="sm" className="fill-page">
      <PageHead title={words.title}>
        <ColumnPicker view={view} onChange={setView} />
        <Button component={Link} to="/imports/new">
          {words.import}
        </Button>
      </PageHead>
      <Group align="end" gap="sm" className="no-print">
        <TextInput
          ref={search}
          label={words.search}
          placeholder={words.searchHint}
          type="search"
          autoComplete="off"
          flex="1 1 260px"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {bar}
      </Group>
      <Text size="xs" c="dimmed" role="status">
        {found.isPending ? ' ' : found.hasNextPage ? words.countSoFar(count) : words.count(count)}
      </Text>
      <BulkBar chosen={chosen} onDone={() => setChosen(new Set())} />
      {found.isError && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && !found.isError && <Loading lines={8} />}
      {found.isSuccess && found.workers.length === 0 && <Nobody searched={typed !== ''} />}
      {found.workers.length > 0 && (
        <WorkerTable
          workers={found.workers}
          columns={view.columns}
          chosen={chosen}
          onChoose={setChosen}
          onNearEnd={() => found.hasNextPage && !found.isFetchingNextPage && void found.fetchNextPage()}
          isStale={found.isWaiting}
        />
      )}
    </Stack>
  );
}

function Nobody({ searched }: { searched: boolean }) {
  const words = useWorkerWords();
  return (
    <Empty text={searched ? words.nobodyFound : words.nobody}>
      {!searched && (
        <Button component={Link} to="/imports/new">
          {words.import}
        </Button>
      )}
    </Empty>
  );
}
