import { bulkChange, partsOf } from './bulk-change';

it('sends many in parts that the service takes, and leaves nobody out', () => {
  const ids = Array.from({ length: 450 }, (_, id) => String(id));
  const parts = partsOf(ids);
  expect(parts.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(parts.flat()).toEqual(ids);
});

it('clears a field that is left empty, and never a status', () => {
  expect(bulkChange('shift', ' ')).toEqual({ shift: null });
  expect(bulkChange('shift', ' Ca 2 ')).toEqual({ shift: 'Ca 2' });
  expect(bulkChange('status', null)).toEqual({ status: 'active' });
});
