import { en } from './cases.en';
import { vi } from './cases.vi';
import { dictionary } from './language';

export const useCaseWords = dictionary({ vi, en });
