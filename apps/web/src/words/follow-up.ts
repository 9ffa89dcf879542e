import { en } from './follow-up.en';
import { vi } from './follow-up.vi';
import { dictionary } from './language';

export const useFollowUpWords = dictionary({ vi, en });
