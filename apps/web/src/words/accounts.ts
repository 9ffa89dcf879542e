import { en } from './accounts.en';
import { vi } from './accounts.vi';
import { dictionary } from './language';

export const useAccountWords = dictionary({ vi, en });
