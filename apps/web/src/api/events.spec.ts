import { parseEvent, readEvents } from './events';

it('reads kind, id and resource of an event, and no comment', () => {
  expect(parseEvent('id: 3.1\nevent: level\ndata: {"progress":0.5}')).toEqual({
    kind: 'level',
    id: '3.1',
    data: { progress: 0.5 },
  });
  expect(parseEvent(': still here')).toBeUndefined();
});

it('puts together events that arrive in pieces', async () => {
  const pieces = ['id: 1.0\nevent: prog', 'ress\ndata: 1\n', '\nevent: end\ndata: 2\n\nrest'];
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  });
  const read: unknown[] = [];
  for await (const event of readEvents(new Response(body), new AbortController().signal)) read.push(event);
  expect(read).toEqual([
    { kind: 'progress', id: '1.0', data: 1 },
    { kind: 'end', id: undefined, data: 2 },
  ]);
});
