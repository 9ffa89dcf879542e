import type { BulkPlace } from '@app/contracts';
import { planBulk } from './bulk-plan.js';

const place = (code: string, parentCode?: string): BulkPlace => ({
  kind: 'line',
  name: code,
  code,
  ...(parentCode ? { parentCode } : {}),
});
const plan = (items: BulkPlace[], existing = new Map()) => {
  let next = 0;
  return planBulk(items, existing, () => `id${next++}`);
};

it('a parent may stand later in the array, or exist already', () => {
  const existing = new Map([['HALL', { id: 'hall', canBeParent: true }]]);
  const { places, faults } = plan([place('L1', 'SHOP'), place('SHOP', 'HALL'), place('GATE')], existing);
  expect(faults).toEqual([]);
  expect(places.map(({ parentId }) => parentId)).toEqual(['id1', 'hall', null]);
});

it('every fault is named by its position, in order', () => {
  const existing = new Map([['OLD', { id: 'old', canBeParent: false }]]);
  const { faults } = plan([place('A', 'nowhere'), place('OLD'), place('B', 'OLD'), place('C'), place('C')], existing);
  expect(faults.map(({ path, code }) => [path, code])).toEqual([
    ['0.parentCode', 'unknown_parent'],
    ['1.code', 'code_taken'],
    ['2.parentCode', 'unknown_parent'],
    ['4.code', 'code_taken'],
  ]);
});

it('a circle names the places on it, and not those that merely hang from it', () => {
  const { faults } = plan([place('A', 'B'), place('B', 'C'), place('C', 'B'), place('D', 'D'), place('E')]);
  expect(faults.map(({ path, code }) => [path, code])).toEqual([
    ['1.parentCode', 'place_cycle'],
    ['2.parentCode', 'place_cycle'],
    ['3.parentCode', 'place_cycle'],
  ]);
});
