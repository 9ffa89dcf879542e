import { dictionary } from './language';
import { en } from './scan.en';
import { vi } from './scan.vi';

export const useScanWords = dictionary({ vi, en });
