import type { WorkerAnswer } from '@app/contracts';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { PageServer } from '../../testing/page-server';
import { show } from '../../testing/shown';
import { WorkerPicker } from './worker-picker';

const worker = (code: string, fullName: string) => ({ id: code, code, fullName, organisationId: 'o', birthDate: null });
const PEOPLE = [worker('A1', 'Nguyễn Văn An'), worker('A2', 'Nguyễn Văn Ánh'), worker('B1', 'Trần Thị Bình')];
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();
const serverOf = () =>
  new PageServer({
    'POST /workers/search': (body) => ({
      items: PEOPLE.filter(({ fullName }) => plain(fullName).includes((body as { q: string }).q)),
      nextCursor: null,
    }),
    'GET /organisations/o': () => ({ id: 'o', name: 'Công ty May' }),
  });

let chosen: WorkerAnswer | null = null;
function Picked() {
  const [value, setValue] = useState<WorkerAnswer | null>(null);
  const take = (next: WorkerAnswer | null): void => {
    chosen = next;
    setValue(next);
  };
  return <WorkerPicker value={value} onChange={take} />;
}

it('asks for nobody by a single letter, and takes the first one found with Enter', async () => {
  const server = serverOf();
  const { user } = await show(<Picked />, server);
  const field = screen.getByRole('combobox');
  await user.type(field, 'n');
  await screen.findByText('Gõ ít nhất hai ký tự.');
  expect(server.bodiesOf('POST /workers/search')).toEqual([]);
  await user.type(field, 'guyen van');
  await screen.findByRole('option', { name: /Nguyễn Văn An/ });
  expect(screen.getAllByRole('option')).toHaveLength(2);
  await user.keyboard('{Enter}');
  expect(chosen).toMatchObject({ code: 'A1' });
  expect((field as HTMLInputElement).value).toBe('Nguyễn Văn An · A1');
});

it('whoever is typed over is chosen no more, and nobody of an earlier search is offered for a later one', async () => {
  const { user } = await show(<Picked />, serverOf());
  const field = screen.getByRole('combobox');
  await user.type(field, 'binh');
  await screen.findByRole('option', { name: /Trần Thị Bình/ });
  await user.keyboard('{Enter}');
  expect(chosen).toMatchObject({ code: 'B1' });
  await user.clear(field);
  expect(chosen).toBeNull();
  await user.type(field, 'nguyen van anh');
  await waitFor(() => expect(screen.getByRole('option').textContent).toContain('Nguyễn Văn Ánh'));
  await user.type(field, ' xyz');
  expect(screen.queryByRole('option')).toBeNull();
  await user.keyboard('{Enter}');
  expect(chosen).toBeNull();
});
