import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { Fault } from '@app/contracts';
import { DomainError } from './domain-error.js';

interface Issue {
  message: string;
  code?: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}

/** Path, code and words of a schema's issues; never the values. */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  return issues.slice(0, 100).map((issue) => ({
    path: (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }));
}

/** Checks bodies, queries and parameters against the zod schema beside them; every fault is listed in `errors`. */
export const validationPipe = () =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new DomainError('invalid_request', 'See errors for every fault found.', faultsOf(issues)),
  });
