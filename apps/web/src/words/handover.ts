import { en } from './handover.en';
import { vi } from './handover.vi';
import { dictionary } from './language';

export const useHandoverWords = dictionary({ vi, en });
