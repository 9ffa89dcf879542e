import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Manifest {
  exportId: string;
  parts: { name: string; rows: number; sha256: string }[];
}

/** What came in, counted by the receiver itself. */
export interface Received {
  parts: number;
  rows: number;
}

/**
 * The receiving end of the demo: a command centre on this machine that counts the rows of each CSV part, takes its
 * digest and answers with a receipt, as api.md says. Stands for the real one, and trusts nothing it is told.
 */
export class CommandCentre {
  readonly received: Received = { parts: 0, rows: 0 };
  private readonly server: Server = createServer((request, response) => {
    this.receive(request).then(
      (receipt) => response.setHeader('content-type', 'application/json').end(JSON.stringify(receipt)),
      (error: Error) => response.writeHead(400).end(error.message),
    );
  });

  /** Starts on a free port and gives the address to deliver to. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/inbox`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async receive(request: IncomingMessage): Promise<object> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const header = String(request.headers['truyvet-manifest']);
    const manifest = JSON.parse(Buffer.from(header, 'base64').toString()) as Manifest;
    const sha256 = createHash('sha256').update(body).digest('hex');
    const part = manifest.parts.find((one) => one.sha256 === sha256);
    if (!part) throw new Error('no part of the manifest has this digest');
    const rows = rowsOfCsv(body.toString('utf8'));
    this.received.parts++;
    this.received.rows += rows;
    return { exportId: manifest.exportId, part: part.name, rows, sha256 };
  }
}

/** Rows below the header; a line break inside quotes is not the end of a row. */
function rowsOfCsv(text: string): number {
  let [rows, quoted] = [0, false];
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    else if (char === '\n' && !quoted) rows++;
  }
  return Math.max(0, rows - 1);
}
