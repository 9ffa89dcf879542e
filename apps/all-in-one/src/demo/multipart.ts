import { randomUUID } from 'node:crypto';

/** A multipart/form-data body that is made while it is sent: the fields first, then the file. */
export function multipartOf(
  fields: Record<string, string>,
  fileName: string,
  pieces: Iterable<string>,
): { body: AsyncIterable<Uint8Array>; contentType: string } {
  const boundary = `truyvet-${randomUUID()}`;
  const head = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const fileHead =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n` +
    'content-type: text/csv; charset=utf-8\r\n\r\n';
  return { body: encoded([...head, fileHead], pieces, `\r\n--${boundary}--\r\n`), contentType: typeOf(boundary) };
}

const typeOf = (boundary: string): string => `multipart/form-data; boundary=${boundary}`;

async function* encoded(head: string[], pieces: Iterable<string>, tail: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(head.join('')));
  for (const piece of pieces) yield Buffer.from(piece);
  yield Buffer.from(tail);
}
