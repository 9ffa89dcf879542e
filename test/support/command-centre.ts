import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A delivery as it arrived, with what an independent check says of it. */
export interface Arrival {
  manifest: any;
  part: { name: string; rows: number; sha256: string };
  body: Buffer;
  digestRight: boolean;
  signatureRight: boolean;
  parameters: Record<string, string>;
  headers: IncomingMessage['headers'];
}

/** How it answers a delivery: `confirm`, or something else once. */
export type Behaviour = (arrival: Arrival, response: ServerResponse) => void;

export interface CommandCentre {
  url: string;
  arrivals: Arrival[];
  /** Answers the next deliveries so, one behaviour each; afterwards it confirms. */
  next: (...behaviours: Behaviour[]) => void;
  close: () => Promise<void>;
}

export const confirm: Behaviour = ({ manifest, part }, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(receiptOf(manifest, part));
const receiptOf = (manifest: any, part: Arrival['part'], other: object = {}): string =>
  JSON.stringify({ exportId: manifest.exportId, part: part.name, rows: part.rows, sha256: part.sha256, ...other });

/** A receipt with something else in it. */
export const claim =
  (other: object): Behaviour =>
  ({ manifest, part }, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(receiptOf(manifest, part, other));
export const fail =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response) =>
    response.writeHead(status, headers).end('no');
export const hangUp: Behaviour = (_, response) => response.destroy();
export const say =
  (text: string): Behaviour =>
  (_, response) =>
    response.writeHead(200).end(text);
/** Never answers. */
export const silence: Behaviour = () => undefined;

/**
 * A command centre: a real HTTP server that knows the protocol from api.md and the RFCs alone. It takes the covered
 * components from `Signature-Input` itself, builds the signature base anew and compares, and finds the part by its digest.
 */
export async function commandCentre(secret: string, path = '/inbox?from=truyvet'): Promise<CommandCentre> {
  const arrivals: Arrival[] = [];
  const planned: Behaviour[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const arrival = examine(request, Buffer.concat(pieces), secret);
      arrivals.push(arrival);
      (planned.shift() ?? confirm)(arrival, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    arrivals,
    next: (...behaviours) => void planned.push(...behaviours),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function examine(request: IncomingMessage, body: Buffer, secret: string): Arrival {
  const { headers } = request;
  const manifest = JSON.parse(Buffer.from(String(headers['truyvet-manifest']), 'base64').toString());
  const digest = createHash('sha256').update(body).digest();
  const part = manifest.parts.find(({ sha256 }: Arrival['part']) => sha256 === digest.toString('hex'));
  return {
    ...{ manifest, part, body, headers },
    digestRight: headers['content-digest'] === `sha-256=:${digest.toString('base64')}:`,
    ...signatureCheck(request, secret),
  };
}

/** RFC 9421, section 3.2, for one signature by hmac-sha256. */
function signatureCheck(request: IncomingMessage, secret: string) {
  const input = String(request.headers['signature-input']);
  const [, label, signatureParams, list, rest] = /^([a-z]+)=((\([^)]*\))(.*))$/.exec(input)!;
  const names = [...list!.matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  const derived: Record<string, string> = {
    '@method': request.method!,
    '@target-uri': `http://${request.headers.host}${request.url}`,
  };
  const lines = names.map((name) => `"${name}": ${derived[name] ?? String(request.headers[name]).trim()}`);
  const base = `${lines.join('\n')}\n"@signature-params": ${signatureParams}`;
  const sent = /^[a-z]+=:([A-Za-z0-9+/=]+):$/.exec(String(request.headers['signature']))![1];
  const right = createHmac('sha256', secret).update(base, 'utf8').digest('base64') === sent;
  const parameters = Object.fromEntries(
    [...rest!.matchAll(/;([a-z]+)=(?:"([^"]*)"|(\d+))/g)].map(([, key, text, number]) => [key!, text ?? number!]),
  );
  const covered = ['@method', '@target-uri', 'content-digest', 'truyvet-manifest'].every((name) =>
    names.includes(name),
  );
  return {
    signatureRight: right && covered && String(request.headers['signature']).startsWith(`${label}=`),
    parameters,
  };
}
