import type { CommandFigures } from '@app/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClient } from '../common/services';

const REFRESH_MS = 5_000;
/** Figures older than this say that something is wrong, whatever the connection looks like. */
const STALE_S = 30;

/** Seconds since the epoch, anew each second. */
function useNow(): number {
  const [now, set] = useState(() => Math.floor(Date.now() / 1_000));
  useEffect(() => {
    const timer = setInterval(() => set(Math.floor(Date.now() / 1_000)), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** The figures, which stay as they were while new ones are on their way or do not come. */
export function useFigures() {
  const client = useClient();
  return useQuery<CommandFigures>({
    queryKey: ['command'],
    queryFn: ({ signal }) => client.call('GET /command/figures', {}, signal),
    refetchInterval: REFRESH_MS,
    // a wall is nobody's foremost window
    refetchIntervalInBackground: true,
    retry: false,
  });
}

/** How old what is shown is, and whether new figures have stopped coming. */
export function useAge(query: ReturnType<typeof useFigures>): { seconds: number; lost: boolean } {
  const now = useNow();
  const seconds = Math.max(0, now - Math.floor(query.dataUpdatedAt / 1_000));
  const lost = query.isError || query.fetchStatus === 'paused' || seconds > STALE_S;
  return { seconds, lost };
}
