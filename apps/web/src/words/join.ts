import { en } from './join.en';
import { vi } from './join.vi';
import { dictionary } from './language';

export const useJoinWords = dictionary({ vi, en });
