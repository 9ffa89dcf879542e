import { dictionary } from './language';
import { en } from './setup.en';
import { vi } from './setup.vi';

export const useSetupWords = dictionary({ vi, en });
