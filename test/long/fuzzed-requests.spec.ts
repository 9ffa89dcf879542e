import { fuzzWhole } from '../support/fuzzed-services.js';

fuzzWhole({ seed: Number(process.env['FUZZ_SEED'] ?? 20_261_129), each: 1_000 });
