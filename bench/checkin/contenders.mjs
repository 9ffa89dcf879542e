// Who takes turns: each gives its hands, and each hand does one deed after the other.
import { copyInto } from '../../dist/libs/database/src/index.js';
import { Line } from './line.mjs';
import { bodyAt, COLUMNS, rowAt } from './rows.mjs';

const INSERT = `insert into plain_commit (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, i) => `$${i + 1}`).join(', ')})`;

/** @param expected what a server answers when it has stored what was sent */
function assertStored(status, body, expected) {
  if (status !== expected) throw new Error(`A check-in was answered with ${status}: ${body.slice(0, 500)}`);
}

/** Single check-ins over HTTP, one hand a connection; gates take turns among the connections. */
export async function singles({ url, path, gates, tokenOf, connections }) {
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(url)));
  const deeds = lines.map((line, hand) => {
    const gate = gates[hand % gates.length];
    let n = hand;
    return async () => {
      const { status, body } = await line.post(path, bodyAt(gate, (n += 7)), tokenOf(gate));
      assertStored(status, body, 201);
      return 1;
    };
  });
  return { deeds, close: () => lines.forEach((line) => line.close()) };
}

/** Batches over HTTP: every item has to come back as accepted. */
export async function batches({ url, gates, tokenOf, connections, batch }) {
  const lines = await Promise.all(Array.from({ length: connections }, () => Line.open(url)));
  const deeds = lines.map((line, hand) => {
    const gate = gates[hand % gates.length];
    return async () => {
      const items = Array.from({ length: batch }, (_, n) => bodyAt(gate, n));
      const { status, body } = await line.post('/api/v1/check-ins/batch', { items }, tokenOf(gate));
      assertStored(status, body, 200);
      const accepted = body.split('"result":"accepted"').length - 1;
      if (accepted !== batch) throw new Error(`${accepted} of ${batch} were accepted: ${body.slice(0, 300)}`);
      return batch;
    };
  });
  return { deeds, close: () => lines.forEach((line) => line.close()) };
}

/** One INSERT and its commit a row, prepared, on as many connections of pg, and no HTTP. */
export async function plainCommits({ clients, gates }) {
  const deeds = clients.map((client, hand) => {
    const gate = gates[hand % gates.length];
    let n = hand;
    return async () => {
      await client.query({ name: 'insert', text: INSERT, values: rowAt(gate, (n += 7)) });
      return 1;
    };
  });
  return { deeds, close: () => undefined };
}

/** The same rows as a batch by COPY, each batch committed. */
export async function copies({ dataSource, gates, connections, batch }) {
  const runners = Array.from({ length: connections }, () => dataSource.createQueryRunner());
  const deeds = runners.map((runner, hand) => {
    const gate = gates[hand % gates.length];
    return async () => {
      await copyInto(
        ...[runner, 'copied', COLUMNS],
        Array.from({ length: batch }, (_, n) => rowAt(gate, n)),
      );
      return batch;
    };
  });
  return { deeds, close: () => runners.forEach((runner) => void runner.release()) };
}
