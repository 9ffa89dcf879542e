import { en } from './common.en';
import { vi } from './common.vi';
import { dictionary } from './language';

export type { CommonWords } from './common.vi';
export const useCommonWords = dictionary({ vi, en });
