// Soaks and kill loops: `npm run test:long`, up to an hour on two cores.
import { onPostgres } from './jest.config.mjs';

export default {
  maxWorkers: 1,
  projects: [{ ...onPostgres, displayName: 'long', testMatch: ['<rootDir>/test/long/**/*.spec.ts'] }],
};
