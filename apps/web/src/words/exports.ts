import { en } from './exports.en';
import { vi } from './exports.vi';
import { dictionary } from './language';

export const useExportWords = dictionary({ vi, en });
