import { dateOfDayNumber, dayNumberOfDate } from './time.js';

/** Public holidays on the same date each year: Labour Code 2019, article 112. */
const EACH_YEAR = ['01-01', '04-30', '05-01', '09-02'];

/**
 * Holidays that follow the moon, and the second day of the National Day, as the government set them, with the days in
 * lieu. A year that is not here yet counts without them: deadlines then come too early, never too late.
 */
const BY_YEAR: Record<string, readonly string[]> = {
  2025: ['01-27', '01-28', '01-29', '01-30', '01-31', '04-07', '09-01'],
  2026: ['01-02', '02-16', '02-17', '02-18', '02-19', '02-20', '04-27', '08-31', '09-01'],
};

const isWorkingDay = (day: number): boolean => {
  const date = dateOfDayNumber(day);
  const weekday = (day + 4) % 7; // day 0 was a Thursday
  const [year, ofYear] = [date.slice(0, 4), date.slice(5)];
  return weekday !== 0 && weekday !== 6 && !EACH_YEAR.includes(ofYear) && !BY_YEAR[year]?.includes(ofYear);
};

/** The last of so many working days after a local date. @param days 1 or more */
export function workingDaysAfter(date: string, days: number): string {
  let day = dayNumberOfDate(date);
  for (let left = days; left > 0;) if (isWorkingDay(++day)) left--;
  return dateOfDayNumber(day);
}
