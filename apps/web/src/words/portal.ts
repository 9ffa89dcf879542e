import { en } from './portal.en';
import { vi } from './portal.vi';
import { dictionary } from './language';

export const usePortalWords = dictionary({ vi, en });
