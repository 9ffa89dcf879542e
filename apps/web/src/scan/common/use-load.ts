import { useCallback, useEffect, useState } from 'react';

export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  reload: () => void;
}

/** Asks when it is shown, and again when `load` changes or somebody wishes it. */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: unknown }>({});
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let isWanted = true;
    load().then(
      (data) => isWanted && setState({ data }),
      (error: unknown) => isWanted && setState((before) => ({ ...before, error })),
    );
    return () => void (isWanted = false);
  }, [load, asked]);
  const reload = useCallback(() => setAsked((before) => before + 1), []);
  return { data: state.data, error: state.error, reload };
}
