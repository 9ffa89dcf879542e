import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DomainError } from './domain-error.js';
import { faultsOf } from './validation.js';

export interface Upload<Fields> {
  fields: Fields;
  fileName: string;
  mediaType: string;
  /** The file's bytes, once; throws `too_large` when the limit is passed. */
  content: AsyncIterable<Uint8Array>;
}

/**
 * Reads a multipart request: text fields first, then `file` (api.md, Conventions).
 * @throws invalid_request when it is not multipart, a field is wrong or the file is missing
 */
export async function readUpload<Schema extends z.ZodType>(
  request: FastifyRequest,
  schema: Schema,
): Promise<Upload<z.output<Schema>>> {
  if (!request.isMultipart()) throw new DomainError('invalid_request', 'Send multipart/form-data.');
  const given: Record<string, unknown> = {};
  for await (const part of whole(() => request.parts())) {
    if (part.type === 'file') return finish(given, part, schema);
    given[part.fieldname] = (part as Multipart & { value: unknown }).value;
  }
  throw new DomainError('invalid_request', 'The request has no file.', [
    { path: 'file', code: 'required', message: 'send the file as the last part, named file' },
  ]);
}

function finish<Schema extends z.ZodType>(
  given: Record<string, unknown>,
  part: MultipartFile,
  schema: Schema,
): Upload<z.output<Schema>> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    part.file.resume();
    throw new DomainError('invalid_request', 'See errors for every fault found.', faultsOf(parsed.error.issues));
  }
  return { fields: parsed.data, fileName: part.filename, mediaType: part.mimetype, content: limited(part) };
}

async function* limited(part: MultipartFile): AsyncGenerator<Uint8Array> {
  yield* whole<Uint8Array>(() => part.file);
  if (part.file.truncated) throw new DomainError('too_large', 'The file is larger than this server takes.');
}

/** How the parser says, in words alone, that a request is cut off or not what its header says. */
const BROKEN = /^(Multipart: Boundary not found|Malformed part header|.*unexpected end of multipart data)/i;

/** What the parser gives. @throws invalid_request where the request is broken */
async function* whole<T>(read: () => AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* read();
  } catch (error) {
    if (!(error instanceof Error && BROKEN.test(error.message))) throw error;
    throw new DomainError('invalid_request', 'The upload ends too early, or its parts are not as its header says.');
  }
}
