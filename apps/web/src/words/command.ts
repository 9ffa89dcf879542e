import { en } from './command.en';
import { vi } from './command.vi';
import { dictionary } from './language';

export const useCommandWords = dictionary({ vi, en });
