import { createBrowserRouter } from 'react-router';
import { NotFound, PageFault } from '../common/faults';
import { RowsPage } from './rows-page';
import { WallFrame } from './wall-frame';
import { WallPage } from './wall-page';

export const router = createBrowserRouter(
  [
    {
      element: <WallFrame />,
      errorElement: <PageFault />,
      children: [
        { index: true, element: <WallPage /> },
        { path: 'rows/:figure', element: <RowsPage /> },
        { path: '*', element: <NotFound /> },
      ],
    },
  ],
  { basename: '/command' },
);
