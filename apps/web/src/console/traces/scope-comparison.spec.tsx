import type { TraceAnswer } from '@app/contracts';
import { act, screen, waitFor } from '@testing-library/react';
import { PageServer } from '../../testing/page-server';
import { show } from '../../testing/shown';
import { ScopeComparison } from './scope-comparison';

const trace = { id: 't', revision: 1, levelsDone: 3, counts: { 1: 2, 2: 5, 3: 9 } } as unknown as TraceAnswer;
const encounter = { placeId: 'p', placeName: 'Chuyền 3' };
const serverOf = () =>
  new PageServer({
    'GET /traces/t/contacts': () => ({ items: [{ because: [{ encounters: [encounter] }] }], nextCursor: null }),
    'POST /traces/t/compare': (body) => ({
      scopes: (body as { scopes: { name: string }[] }).scopes.map(({ name }) => ({
        ...{ name, people: 2, contacts: 2, riskShare: 0.5, linesStopped: [], linesStoppedCount: 0, dormitoryRooms: 0 },
      })),
    }),
  });
const asked = (server: PageServer) =>
  server.bodiesOf('POST /traces/t/compare').map((body) => (body as { scopes: object[] }).scopes);

it('begins with F1 alone beside all levels; once there are figures, they go with the sliders', async () => {
  const server = serverOf();
  const { user } = await show(<ScopeComparison trace={trace} />, server);
  const [risk] = screen.getAllByRole('slider', { name: 'Phần nguy cơ cao nhất' });
  act(() => risk!.focus());
  await user.keyboard('{ArrowLeft}');
  expect(asked(server)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'So sánh' }));
  await screen.findByRole('cell', { name: 'Chỉ F1' });
  const [first, second] = [
    { name: 'Chỉ F1', levels: [1], topRisk: 0.95 },
    { name: 'Đến F3', levels: [1, 2, 3] },
  ];
  expect(asked(server)).toEqual([[first, second]]);
  const [, firstLevel] = screen.getAllByRole('slider', { name: 'Từ mức' });
  act(() => firstLevel!.focus());
  await user.keyboard('{ArrowRight}');
  await waitFor(() => expect(asked(server).at(-1)).toEqual([first, { ...second, levels: [2, 3] }]));
});

it('takes whoever was at a place, contact or not, if asked to', async () => {
  const server = serverOf();
  const { user } = await show(<ScopeComparison trace={trace} />, server);
  await user.click(screen.getByRole('button', { name: 'Bỏ phạm vi Đến F3' }));
  await user.click(screen.getByRole('combobox', { name: 'Chỉ ở các nơi' }));
  await user.click(await screen.findByRole('option', { name: 'Chuyền 3' }));
  await user.click(screen.getByRole('checkbox', { name: /^Tất cả những ai đã ở đó/ }));
  await user.click(screen.getByRole('button', { name: 'So sánh' }));
  await waitFor(() => expect(asked(server)).toEqual([[{ name: 'Chỉ F1', placeIds: ['p'] }]]));
});
