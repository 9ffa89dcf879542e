import type { CommonWords } from '../words/common';
import type { Language } from '../words/language';

/** 12.345 in Vietnamese, 12,345 in English. */
export const showNumber = (value: number, language: Language): string =>
  value.toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB');

/** A share of one: 37 %. */
export const showShare = (share: number, language: Language): string =>
  `${showNumber(Math.round(share * 1_000) / 10, language)} %`;

/** Seconds as people say them. */
export function showDuration(seconds: number, words: CommonWords['duration']): string {
  const whole = Math.round(seconds);
  if (whole < 60) return words.seconds(whole);
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? words.minutes(minutes) : words.hours(Math.floor(minutes / 60), minutes % 60);
}

/** Names kept in both languages, `Tiếng Việt · English`, in one of them. */
export function inLanguage(name: string, language: Language): string {
  const [vi = name, en] = name.split(' · ');
  if (language === 'vi' || !en) return vi;
  const [source] = vi.split(': ');
  return vi.includes(': ') ? `${source}: ${en}` : en;
}

/** A Vietnamese number as people here say it, 0912 345 678; others with their country. */
export const showPhone = (phone: string): string => phone.replace(/^\+84(\d{3})(\d{3})(\d{3})$/, '0$1 $2 $3');
