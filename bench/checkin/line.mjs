// One HTTP/1.1 connection that is kept open, over a bare socket: the generator shares its cores with what it measures.
import { once } from 'node:events';
import { createConnection } from 'node:net';

const END_OF_HEAD = Buffer.from('\r\n\r\n');

export class Line {
  static async open(url) {
    const { hostname, port } = new URL(url);
    const socket = createConnection({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new Line(socket, hostname);
  }

  constructor(socket, host) {
    Object.assign(this, { socket, host, read: Buffer.alloc(0), waiting: undefined });
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The connection was closed.')));
  }

  /** One request at a time. @returns status and body */
  post(path, body, token) {
    const text = JSON.stringify(body);
    const length = ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`];
    return this.send(`POST ${path} HTTP/1.1`, [...length, `authorization: Bearer ${token}`], text);
  }

  get(path, token) {
    return this.send(`GET ${path} HTTP/1.1`, [`authorization: Bearer ${token}`], '');
  }

  send(request, headers, text) {
    const head = [request, `host: ${this.host}`, ...headers];
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
    });
  }

  take(chunk) {
    this.read = this.read.length > 0 ? Buffer.concat([this.read, chunk]) : chunk;
    const end = this.read.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.read.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const whole = end + END_OF_HEAD.length + length;
    if (this.read.length < whole) return;
    const body = this.read.toString('utf8', whole - length, whole);
    this.read = this.read.subarray(whole);
    this.waiting.resolve({ status: Number(head.slice(9, 12)), body });
  }

  close() {
    this.waiting = undefined;
    this.socket.destroy();
  }
}
