import type { WorkerAnswer } from '@app/contracts';
import { foundAmong } from './found-among';

const WORKERS = [
  { code: 'NV03', fullName: 'Trần Văn Đức', phone: null },
  { code: 'NV02', fullName: 'Nguyễn Thị Ánh', phone: '+84912345678' },
  { code: 'CN01', fullName: 'Nguyễn Ánh Dương', phone: null },
] as WorkerAnswer[];
const codes = (typed: string) => foundAmong(WORKERS, typed).map(({ code }) => code);

it('finds parts of a name in any order, without accents, by name', () => {
  expect(codes('anh nguyen')).toEqual(['CN01', 'NV02']);
  expect(codes('duc')).toEqual(['NV03']);
});

it('finds the beginning of a code and the end of a phone, however it is written', () => {
  expect(codes('nv')).toEqual(['NV02', 'NV03']);
  expect(codes('0912 345 678')).toEqual(['NV02']);
  expect(codes('5678')).toEqual(['NV02']);
  expect(codes('678')).toEqual([]);
});
