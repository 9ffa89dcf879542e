import { en } from './clock.en';
import { vi } from './clock.vi';
import { dictionary } from './language';

export const useClockWords = dictionary({ vi, en });
