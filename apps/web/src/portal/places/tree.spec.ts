import type { PlaceAnswer } from '@app/contracts';
import { canMove, codeFrom, numbered, parentAfter, rowsOf } from './tree';

const place = (code: string, parentId: string | null = null): PlaceAnswer => ({
  ...{ id: code, code, name: code, kind: 'line', parentId, parentCode: parentId, capacity: null },
  ...{ siteId: 's', organisationId: 'o', unitCode: null, createdAt: '' },
});
const PLACES = [place('X2'), place('X10'), place('X1'), place('L1', 'X1'), place('L2', 'X1'), place('B', 'L1')];
const seen = (closed: string[] = []) => rowsOf(PLACES, new Set(closed)).map((row) => `${row.level} ${row.place.code}`);

it('shows places below their parents by code, numbers as numbers, and nothing below what is closed', () => {
  expect(seen()).toEqual(['1 X1', '2 L1', '3 B', '2 L2', '1 X2', '1 X10']);
  expect(seen(['L1'])).toEqual(['1 X1', '2 L1', '2 L2', '1 X2', '1 X10']);
});

it('hangs nothing below itself, nor where it hangs already', () => {
  expect([canMove(PLACES, 'X1', 'B'), canMove(PLACES, 'L1', 'L1'), canMove(PLACES, 'L1', 'X1')]).toEqual([
    ...[false, false, false],
  ]);
  expect([canMove(PLACES, 'L1', 'X2'), canMove(PLACES, 'B', null)]).toEqual([true, true]);
});

it('takes a place in, out, and under the neighbours of its parent with the keyboard', () => {
  expect(parentAfter(PLACES, 'L2', 'in')).toBe('L1');
  expect(parentAfter(PLACES, 'L1', 'in')).toBeUndefined();
  expect(parentAfter(PLACES, 'B', 'out')).toBe('X1');
  expect(parentAfter(PLACES, 'L1', 'out')).toBeNull();
  expect(parentAfter(PLACES, 'L1', 'down')).toBe('X2');
  expect([parentAfter(PLACES, 'L1', 'up'), parentAfter(PLACES, 'X2', 'out')]).toEqual([undefined, undefined]);
});

it('counts names and codes on from where they begin', () => {
  expect(numbered('Chuyền 09', 'CH-09', 2)).toEqual([
    { name: 'Chuyền 09', code: 'CH-09' },
    { name: 'Chuyền 10', code: 'CH-10' },
  ]);
  expect(numbered('Cổng', 'CONG', 2).map(({ name, code }) => `${name}/${code}`)).toEqual([
    'Cổng 1/CONG-1',
    'Cổng 2/CONG-2',
  ]);
  expect(numbered('Cổng', 'CONG', 1)).toEqual([{ name: 'Cổng', code: 'CONG' }]);
});

it('makes a code from a name', () => expect(codeFrom('Xưởng may Đ3 (mới)')).toBe('XUONG-MAY-D3-MOI'));
