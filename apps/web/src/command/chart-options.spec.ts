import { districtsOption, hasSteps, INKS, minutesOption } from './chart-options';

const WORDS = { minutesAgo: String, hours: String, number: String };
const district = (name: string, seconds: [number, number | null, number | null]) => {
  const [listSeconds, noticeSeconds, quarantineSeconds] = seconds;
  return { unitCode: name, name, cases: 1, listSeconds, noticeSeconds, quarantineSeconds };
};

it('stacks what each step took after the one before, in hours, and nothing where a step is still to come', () => {
  const { series } = districtsOption([district('x', [3_600, 9_000, null])], INKS.light, WORDS);
  expect(series.map(({ data }) => data)).toEqual([[1], [1.5], [null]]);
});

it('has the district with most cases at the top', () => {
  const { yAxis } = districtsOption([district('most', [1, 2, 3]), district('few', [1, 2, 3])], INKS.light, WORDS);
  expect(yAxis.data).toEqual(['few', 'most']);
});

it('counts minutes back from now', () =>
  expect(minutesOption([1, 2, 3], INKS.dark, WORDS).xAxis.data).toEqual([-2, -1, 0]));

it('draws no districts where nobody has been told yet', () =>
  expect([hasSteps([district('x', [5, null, null])]), hasSteps([district('x', [5, 60, null])])]).toEqual([
    false,
    true,
  ]));
