import type { Me } from '@app/contracts';
import { createBrowserRouter, Navigate } from 'react-router';
import { Frame } from '../common/frame';
import { NotFound, PageFault } from '../common/faults';
import { useSession } from '../common/services';
import { useCaseWords } from '../words/cases';
import { useConsoleWords } from '../words/console';
import { useExportWords } from '../words/exports';
import { useClockWords } from '../words/clock';
import { useFollowUpWords } from '../words/follow-up';
import { useHandoverWords } from '../words/handover';
import { useMapWords } from '../words/map';
import { useTraceWords } from '../words/traces';
import { CaseListPage } from './cases/case-list-page';
import { CasePage } from './cases/case-page';
import { NewCasePage } from './cases/new-case-page';
import { ClockPage } from './clock/clock-page';
import { ApprovalsPage } from './exports/approvals-page';
import { ExportListPage } from './exports/export-list-page';
import { BoardPage } from './follow-up/board-page';
import { MapPage } from './map/map-page';
import { TraceListPage } from './traces/trace-list-page';
import { TracePage } from './traces/trace-page';

function ConsoleFrame() {
  const { me } = useSession() as { me: Me };
  const destinations = [
    { to: '/cases', label: useCaseWords().title },
    { to: '/traces', label: useTraceWords().title },
    { to: '/follow-up', label: useFollowUpWords().title },
    { to: '/clock', label: useClockWords().title },
    { to: '/map', label: useMapWords().title },
    { to: '/exports', label: useExportWords().title },
    { to: '/approvals', label: useHandoverWords().approvals },
  ];
  return <Frame title={useConsoleWords().title} me={me} destinations={destinations} />;
}

export const router = createBrowserRouter(
  [
    {
      element: <ConsoleFrame />,
      errorElement: <PageFault />,
      children: [
        { index: true, element: <Navigate to="/cases" replace /> },
        { path: 'cases', element: <CaseListPage /> },
        { path: 'cases/new', element: <NewCasePage /> },
        { path: 'cases/:id', element: <CasePage /> },
        { path: 'traces', element: <TraceListPage /> },
        { path: 'traces/:id', element: <TracePage /> },
        { path: 'follow-up', element: <BoardPage /> },
        { path: 'clock', element: <ClockPage /> },
        { path: 'map', element: <MapPage /> },
        { path: 'exports', element: <ExportListPage /> },
        { path: 'approvals', element: <ApprovalsPage /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/console' },
);
