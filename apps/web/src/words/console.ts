import { en } from './console.en';
import { vi } from './console.vi';
import { dictionary } from './language';

export const useConsoleWords = dictionary({ vi, en });
