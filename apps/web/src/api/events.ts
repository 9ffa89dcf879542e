/** A server-sent event of long work: what happened, and the resource as it is now. */
export interface EventOf<T> {
  kind: string;
  id: string | undefined;
  data: T;
}

/** Reads one event out of the lines between two empty ones; comments are not events. */
export function parseEvent<T>(block: string): EventOf<T> | undefined {
  const fields: Record<string, string> = {};
  for (const line of block.split('\n')) {
    const match = /^(\w+): ?(.*)$/.exec(line);
    if (match) fields[match[1]!] = fields[match[1]!] === undefined ? match[2]! : `${fields[match[1]!]}\n${match[2]}`;
  }
  if (fields['data'] === undefined) return undefined;
  return { kind: fields['event'] ?? 'message', id: fields['id'], data: JSON.parse(fields['data']) as T };
}

/** The events of a stream as they come. Ends quietly when the connection breaks: whoever reads asks again. */
export async function* readEvents<T>(response: Response, signal: AbortSignal): AsyncGenerator<EventOf<T>> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const event = parseEvent<T>(block);
        if (event) yield event;
      }
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
