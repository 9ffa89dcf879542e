import { useCallback } from 'react';
import { useClient } from '../../common/services';
import { useScanWords } from '../../words/scan';
import { Icon, type IconName } from '../common/icon';
import { LinkState } from '../common/link-state';
import { useRoute } from '../common/route';
import type { Outbox } from '../outbox/outbox';
import { serviceOf, useOutbox, useOutboxState } from '../outbox/use-outbox';
import { CheckInPage } from './check-in-page';
import { CodePage } from './code-page';
import { HealthPage } from './health-page';
import { HistoryPage } from './history-page';
import { MorePage } from './more-page';
import { OwnContext } from './own';

const TABS = ['scan', 'code', 'history', 'health', 'more'] as const satisfies readonly IconName[];
type Tab = (typeof TABS)[number];
const PAGES: Record<Tab, () => React.ReactNode> = {
  scan: CheckInPage,
  code: CodePage,
  history: HistoryPage,
  health: HealthPage,
  more: MorePage,
};

export function WorkerPages({ workerId }: { workerId: string }) {
  const client = useClient();
  const outbox = useOutbox(
    `worker:${workerId}`,
    useCallback(() => serviceOf(client, client), [client]),
  );
  return (
    outbox && (
      <OwnContext value={{ workerId, outbox }}>
        <Pages outbox={outbox} />
      </OwnContext>
    )
  );
}

function Pages({ outbox }: { outbox: Outbox }) {
  const { tabs, sections } = useScanWords();
  const route = useRoute();
  const shown = TABS.find((tab) => tab === route) ?? 'scan';
  const Page = PAGES[shown];
  return (
    <div className="worker">
      <LinkState {...useOutboxState(outbox)} />
      <main>
        <Page />
      </main>
      <nav className="tabs" aria-label={sections}>
        {TABS.map((tab) => (
          <a key={tab} href={`#${tab}`} aria-current={tab === shown ? 'page' : undefined}>
            <Icon name={tab} />
            {tabs[tab]}
          </a>
        ))}
      </nav>
    </div>
  );
}
