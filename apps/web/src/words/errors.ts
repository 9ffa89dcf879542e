import { en } from './errors.en';
import { vi } from './errors.vi';
import { dictionary } from './language';

export const useErrorWords = dictionary({ vi, en });
