import { screen, within } from '@testing-library/react';
import { PageServer, Refusal } from '../../testing/page-server';
import { show } from '../../testing/shown';
import { RejectedRows } from './rejected-rows';

const HEADERS = ['Mã', 'Họ và tên', 'Ngày sinh'];
const row = { row: 7, cells: ['A7', 'Trần Thị Bình', '31/02/1990'], column: 'Ngày sinh', reason: 'bad_date' };
const serverOf = (mend: (body: unknown) => unknown) =>
  new PageServer({
    'GET /workers/imports/i/rejected': () => ({ headers: HEADERS, items: [row], nextCursor: null }),
    'PUT /workers/imports/i/rejected/7': mend,
  });

it('mends a cell where it stands, sends the whole row, and shows that it is right now', async () => {
  const server = serverOf((body) => ({ ...row, ...(body as object), column: null, reason: null }));
  const { user } = await show(<RejectedRows id="i" canMend />, server);
  const cell = await screen.findByRole<HTMLInputElement>('textbox', { name: /Ngày sinh/ });
  expect(cell.getAttribute('aria-invalid')).toBe('true');
  await user.clear(cell);
  await user.type(cell, '28/02/1990{Enter}');
  await within(screen.getByRole('status')).findByText('Đã đúng');
  expect(server.bodiesOf('PUT /workers/imports/i/rejected/7')).toEqual([
    { cells: ['A7', 'Trần Thị Bình', '28/02/1990'] },
  ]);
  expect(cell.getAttribute('aria-invalid')).not.toBe('true');
});

it('a mending that is refused leaves what was typed, and says so at its row', async () => {
  const { user } = await show(
    <RejectedRows id="i" canMend />,
    serverOf(() => new Refusal(503, 'unavailable')),
  );
  const cell = await screen.findByRole<HTMLInputElement>('textbox', { name: /Ngày sinh/ });
  await user.type(cell, '!{Enter}');
  await within(screen.getByRole('status')).findByRole('alert');
  expect(cell.value).toBe('31/02/1990!');
});

it('where it is too late to mend, the cells are text', async () => {
  await show(
    <RejectedRows id="i" canMend={false} />,
    serverOf(() => undefined),
  );
  await screen.findByText('31/02/1990');
  expect(screen.queryByRole('textbox')).toBeNull();
});
