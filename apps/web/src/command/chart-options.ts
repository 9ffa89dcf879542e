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

/** Check-ins of each of the last minutes, the newest at the right. */
export const minutesOption = (minutes: readonly number[], ink: Ink) => ({
  grid: { left: 0, right: 8, top: 12, bottom: 0, containLabel: true },
  xAxis: {
    type: 'category',
    data: minutes.map((_, i) => i - minutes.length + 1),
    axisLabel: { color: ink.text, interval: 14, formatter: (ago: string) => (ago === '0' ? '' : `${ago} min`) },
    axisLine: { lineStyle: { color: ink.line } },
    axisTick: { show: false },
  },
  yAxis: {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: ink.text },
    splitLine: { lineStyle: { color: ink.line } },
  },
  series: [{ type: 'bar', data: [...minutes], itemStyle: { color: ink.bar }, barCategoryGap: '20%' }],
});

const HOUR = 3_600;
/** More districts than these are read in the console. */
const DISTRICTS = 8;

/** Hours that the districts take from a positive result to quarantine, step upon step. */
export function districtsOption(
  districts: readonly DistrictClock[],
  ink: Ink,
  names: readonly [string, string, string],
) {
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
    grid: { left: 0, right: 24, top: 4, bottom: 0, containLabel: true },
    xAxis: {
      type: 'value',
      axisLabel: { color: ink.text, formatter: '{value} h' },
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
      ...{ type: 'bar', stack: 'clock', name: names[i], data, barMaxWidth: 24 },
      itemStyle: { color: colours[i] },
    })),
  };
}
