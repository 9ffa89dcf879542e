import { dictionary } from './language';
import { en } from './places.en';
import { vi } from './places.vi';

export const usePlaceWords = dictionary({ vi, en });
