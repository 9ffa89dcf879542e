import { PageHead } from '../../common/page-head';
import { PagedList } from '../../common/paged-list';
import { useClient } from '../../common/services';
import { Empty } from '../../common/states';
import { useTraceWords } from '../../words/traces';
import { TraceTable } from './trace-table';

/** Traces of the officer's area, newest first. */
export function TraceListPage() {
  const client = useClient();
  const words = useTraceWords();
  return (
    <>
      <PageHead title={words.list} />
      <PagedList
        queryKey={['traces', 'paged']}
        load={(cursor, signal) => client.call('GET /traces', { query: { limit: 100, cursor } }, signal)}
        empty={<Empty text={words.none} />}
      >
        {(traces) => <TraceTable traces={traces} />}
      </PagedList>
    </>
  );
}
