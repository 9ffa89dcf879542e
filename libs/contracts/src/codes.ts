import { z } from 'zod';

/** `GET /places/:id/qr` and `GET /workers/:id/badge`. */
export const codeImage = z.object({ format: z.enum(['svg', 'png', 'pdf']).default('svg') });
export type CodeFormat = z.output<typeof codeImage>['format'];
