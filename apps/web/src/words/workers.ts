import { dictionary } from './language';
import { en } from './workers.en';
import { vi } from './workers.vi';

export type { WorkerWords } from './workers.vi';
export const useWorkerWords = dictionary({ vi, en });
