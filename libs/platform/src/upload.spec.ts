import multipart from '@fastify/multipart';
import fastify from 'fastify';
import { z } from 'zod';
import { DomainError } from './domain-error.js';
import { readUpload } from './upload.js';

const BOUNDARY = 'xXxXx';
const WHOLE = [
  ...[`--${BOUNDARY}`, 'content-disposition: form-data; name="mode"', '', 'upsert'],
  ...[`--${BOUNDARY}`, 'content-disposition: form-data; name="file"; filename="w.csv"', 'content-type: text/csv'],
  ...['', `code,fullName\n${'A1,An\n'.repeat(99)}`, `--${BOUNDARY}--`, ''],
].join('\r\n');

/** The code that an upload is refused with, or the bytes that were read. */
async function outcomeOf(payload: string, contentType = `multipart/form-data; boundary=${BOUNDARY}`) {
  const server = fastify();
  await server.register(multipart);
  server.post('/', async (request) => {
    try {
      const { content } = await readUpload(request, z.object({ mode: z.string() }));
      let bytes = 0;
      for await (const piece of content) bytes += piece.length;
      return { outcome: bytes };
    } catch (error) {
      return { outcome: error instanceof DomainError ? error.code : String(error) };
    }
  });
  const answer = await server.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': contentType } });
  await server.close();
  return answer.json<{ outcome: unknown }>().outcome;
}

it('an upload that is whole is read to its end', async () => {
  expect(await outcomeOf(WHOLE)).toBe('code,fullName\n'.length + 99 * 'A1,An\n'.length);
});

it.each([
  ['cut inside the file', WHOLE.slice(0, -300), undefined],
  ['cut inside a field', WHOLE.slice(0, 60), undefined],
  ['without its end', WHOLE.slice(0, -6), undefined],
  ['with another boundary than it says', WHOLE, 'multipart/form-data; boundary=other'],
  ['without a boundary', WHOLE, 'multipart/form-data'],
])('an upload %s is refused as what it is', async (_, payload, contentType) => {
  expect(await outcomeOf(payload, contentType)).toBe('invalid_request');
});
