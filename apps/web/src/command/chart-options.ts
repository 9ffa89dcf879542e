import type { DistrictClock } from '@app/contracts';

/** Colours of text, lines and bars in a theme. */
export interface Ink {
  text: string;
  line: string;
  bar: string;
}
export const INKS: Record<'light' | 'dark', Ink> = {
  light: { text: '#545b62', line: '#dde2e6', bar: '#046d79' },
  dark: { text: '#b3b6bb', line: '#3b4046', bar: '#4da2ac' },
};

/** What axes say. */
export interface AxisWords {
  minutesAgo: (minutes: number) => string;
  hours: (hours: string) => string;
  number: (value: number) => string;
}

/** Check-ins of each of the last minutes, the newest at the right. */
export const minutesOption = (minutes: readonly number[], ink: Ink, { minutesAgo, number }: AxisWords) => ({
  grid: { left: 4, right: 12, top: 12, bottom: 8, containLabel: true },
  xAxis: {
    type: 'category',
    data: minutes.map((_, i) => i - minutes.length + 1),
    axisLabel: {
      color: ink.text,
      interval: 14,
      hideOverlap: true,
      formatter: (ago: string) => minutesAgo(-Number(ago)),
    },
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
  },
  yAxis: {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: ink.text, formatter: number },
    splitLine: { lineStyle: { color: ink.line } },
  },
  series: [{ type: 'bar', data: [...minutes], itemStyle: { color: ink.bar }, barCategoryGap: '20%' }],
});

const HOUR = 3_600;
/** More districts than these are read in the console. */
const DISTRICTS = 8;

/** Whether any district has come so far that there is something to draw: a list alone takes seconds. */
export const hasSteps = (districts: readonly DistrictClock[]): boolean =>
  districts.some(({ noticeSeconds, quarantineSeconds }) => noticeSeconds !== null || quarantineSeconds !== null);

/** Hours that the districts take from a positive result to quarantine, step upon step. */
export function districtsOption(districts: readonly DistrictClock[], ink: Ink, words: AxisWords) {
  const shown = districts.slice(0, DISTRICTS).reverse();
  const hours = (seconds: number | null, before: number | null): number | null =>
    seconds === null ? null : Math.round((10 * Math.max(0, seconds - (before ?? 0))) / HOUR) / 10;
  const steps = [
    shown.map((one) => hours(one.listSeconds, 0)),
    shown.map((one) => hours(one.noticeSeconds, one.listSeconds)),
    shown.map((one) => hours(one.quarantineSeconds, one.noticeSeconds)),
  ];
  const colours = [ink.bar, '#ad4a00', '#6b3fc0'];
  return {
    grid: { left: 4, right: 28, top: 8, bottom: 8, containLabel: true },
    xAxis: {
      type: 'value',
      axisLabel: { color: ink.text, formatter: (hours: number) => words.hours(words.number(hours)) },
      splitLine: { lineStyle: { color: ink.line } },
    },
    yAxis: {
      type: 'category',
      data: shown.map(({ name }) => name),
      axisLabel: { color: ink.text, width: 150, overflow: 'truncate' },
      axisLine: { lineStyle: { color: ink.line } },
      axisTick: { show: false },
    },
    series: steps.map((data, i) => ({
      ...{ type: 'bar', stack: 'clock', data, barMaxWidth: 24 },
      itemStyle: { color: colours[i] },
    })),
  };
}
