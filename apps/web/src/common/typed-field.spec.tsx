import { screen } from '@testing-library/react';
import { useState } from 'react';
import { PageServer } from '../testing/page-server';
import { show } from '../testing/shown';
import { DateField } from './typed-field';

const given: (string | null)[] = [];
function Asked({ first }: { first: string | null }) {
  const [value, setValue] = useState(first);
  const take = (next: string | null): void => {
    given.push(next);
    setValue(next);
  };
  return <DateField label="Ngày lấy mẫu" value={value} onChange={take} />;
}

it('says on being left how a date was understood, and gives it as the service takes it', async () => {
  const { user } = await show(<Asked first="2026-11-02" />, new PageServer({}));
  const field = screen.getByLabelText<HTMLInputElement>('Ngày lấy mẫu');
  expect(field.value).toBe('02/11/2026');
  await user.clear(field);
  await user.type(field, '7.8.2025');
  await user.tab();
  expect(field.value).toBe('07/08/2025');
  expect(given.at(-1)).toBe('2025-08-07');
});

it('keeps what is no date as it was typed, complains only once the field is left, and gives nothing', async () => {
  const { user } = await show(<Asked first={null} />, new PageServer({}));
  const field = screen.getByLabelText<HTMLInputElement>('Ngày lấy mẫu');
  await user.type(field, '31/2/2026');
  expect(screen.queryByText(/^Không đúng ngày/)).toBeNull();
  await user.tab();
  screen.getByText(/^Không đúng ngày/);
  expect(field.value).toBe('31/2/2026');
  expect(given.at(-1)).toBeNull();
  await user.clear(field);
  expect(screen.queryByText(/^Không đúng ngày/)).toBeNull();
});
