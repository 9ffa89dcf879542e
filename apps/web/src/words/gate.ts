import { en } from './gate.en';
import { vi } from './gate.vi';
import { dictionary } from './language';

export const useGateWords = dictionary({ vi, en });
