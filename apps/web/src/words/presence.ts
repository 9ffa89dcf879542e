import { dictionary } from './language';
import { en } from './presence.en';
import { vi } from './presence.vi';

export const usePresenceWords = dictionary({ vi, en });
