import { EVERYBODY, filtersIn, FIRST_VIEW, queryOf, sameFilters, viewIn, withSaved } from './filters';

it('shows who works here now unless the address says something else', () => {
  expect(filtersIn(new URLSearchParams())).toEqual(EVERYBODY);
  expect(filtersIn(new URLSearchParams('status=all&missing=phone'))).toEqual({
    ...{ status: null, placeId: null, missing: 'phone' },
  });
});

it('does not follow an address that asks for what there is not', () =>
  expect(filtersIn(new URLSearchParams('status=gone&missing=shoes'))).toEqual(EVERYBODY));

it.each([
  EVERYBODY,
  { status: null, placeId: 'p1', missing: 'shift' as const },
  { status: 'left' as const, placeId: null, missing: null },
])('reads back what it writes into an address: %j', (filters) =>
  expect(filtersIn(new URLSearchParams(queryOf(filters).toString()))).toEqual(filters),
);

it('keeps filters by name, a later one in place of an earlier, and five at most', () => {
  const left = { ...EVERYBODY, status: 'left' as const };
  const twice = withSaved(withSaved(FIRST_VIEW, 'Mới', EVERYBODY), 'Mới', left);
  expect(twice.saved).toEqual([{ name: 'Mới', filters: left }]);
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].reduce((view, name) => withSaved(view, name, left), FIRST_VIEW);
  expect(many.saved.map(({ name }) => name)).toEqual(['b', 'c', 'd', 'e', 'f']);
  expect(sameFilters(left, { ...left })).toBe(true);
});

it('forgets columns of an older page that are no more', () => {
  expect(viewIn(JSON.stringify({ columns: ['code', 'shoeSize'], saved: [] })).columns).toEqual(['code']);
  expect(viewIn(null)).toEqual(FIRST_VIEW);
});
