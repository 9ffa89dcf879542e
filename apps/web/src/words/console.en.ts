import type { ConsoleWords } from './console.vi';

export const en: ConsoleWords = { title: 'Investigation' };
