import { dictionary } from './language';
import { en } from './traces.en';
import { vi } from './traces.vi';

export type { TraceWords } from './traces.vi';
export const useTraceWords = dictionary({ vi, en });
