import { fuzzWhole } from '../support/fuzzed-services.js';

/** A short run of what `npm run test:long` does with a thousand requests an operation. */
fuzzWhole({ seed: 20_261_129, each: 24 });
