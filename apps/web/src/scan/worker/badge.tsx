import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../../api/client';
import { useClient } from '../../common/services';
import { useScanWords } from '../../words/scan';
import { Problem } from '../common/problem';
import { useLoad } from '../common/use-load';
import { kept } from '../outbox/event-store';
import { badgeKey } from './own-things';
import { useOwn } from './own';

/** The badge as it is printed; kept on the phone for the gate without a network. */
async function badgeOf(client: Client, workerId: string): Promise<Blob> {
  const key = badgeKey(workerId);
  try {
    const { content } = await client.file(`/workers/${workerId}/badge?format=svg`);
    await kept.write(key, content);
    return content;
  } catch (error) {
    const known = await kept.read<Blob>(key);
    if (!known) throw error;
    return known;
  }
}

export function Badge() {
  const { own: words } = useScanWords();
  const client = useClient();
  const { workerId } = useOwn();
  const { data, error, reload } = useLoad(useCallback(() => badgeOf(client, workerId), [client, workerId]));
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!data) return undefined;
    const made = URL.createObjectURL(data);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return (
    <section className="card stack centred">
      <Problem error={error} onRetry={reload} />
      {address && <img className="qr" src={address} alt={words.qr} />}
      <p className="hint">{words.badgeHint}</p>
    </section>
  );
}
