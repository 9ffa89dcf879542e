import { faultAt, faultsOf, mappingOf } from './mapping';

it('wants a code and a name, each once', () => {
  expect(faultsOf(['code', 'phone', null])).toEqual({ missing: ['fullName'], twice: [] });
  expect(faultsOf(['code', 'fullName', 'phone', 'phone', 'phone'])).toEqual({ missing: [], twice: ['phone'] });
  expect(faultsOf([null, 'fullName', 'code'])).toEqual({ missing: [], twice: [] });
});

it('says of every header what it is, and of those that are not read that they are not', () =>
  expect(mappingOf(['Mã', 'Tên', 'Ghi chú'], ['code', 'fullName', null])).toEqual({
    ...{ Mã: 'code', Tên: 'fullName', 'Ghi chú': null },
  }));

it('takes the first of two columns with one header', () =>
  expect(mappingOf(['Mã', 'Mã'], ['code', 'shift'])).toEqual({ Mã: 'code' }));

it('finds the cell at fault by its header', () => {
  expect(faultAt(['Mã', 'SĐT'], 'SĐT')).toBe(1);
  expect(faultAt(['Mã', 'SĐT'], null)).toBe(-1);
});
