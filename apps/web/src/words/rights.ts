import { dictionary } from './language';
import { en } from './rights.en';
import { vi } from './rights.vi';

export const useRightsWords = dictionary({ vi, en });
