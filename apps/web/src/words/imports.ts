import { en } from './imports.en';
import { vi } from './imports.vi';
import { dictionary } from './language';

export const useImportWords = dictionary({ vi, en });
