import { randomUUID } from 'node:crypto';

export interface FilePart {
  name: string;
  content: string | Buffer;
  type?: string;
}

/** A multipart/form-data body: the fields first, then the file. */
export function multipart(fields: Record<string, string>, file: FilePart): { body: Buffer; contentType: string } {
  const boundary = randomUUID();
  const head = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('');
  const fileHead =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\n` +
    `content-type: ${file.type ?? 'application/octet-stream'}\r\n\r\n`;
  return {
    body: Buffer.concat([
      Buffer.from(head + fileHead),
      Buffer.from(file.content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
