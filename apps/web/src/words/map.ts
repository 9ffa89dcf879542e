import { en } from './map.en';
import { vi } from './map.vi';
import { dictionary } from './language';

export const useMapWords = dictionary({ vi, en });
