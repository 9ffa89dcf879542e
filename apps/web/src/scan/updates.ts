import { useSyncExternalStore } from 'react';

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

const found = (worker: ServiceWorker | null): void => {
  waiting = worker;
  for (const listener of listeners) listener();
};

/** Keeps the page for the time without a network; a newer one waits until somebody at the device wishes it. */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  const before = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (before) location.reload();
  });
  void navigator.serviceWorker.register('/scan-worker.js', { scope: '/scan/' }).then((registration) => {
    if (registration.active) found(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const next = registration.installing;
      next?.addEventListener('statechange', () => {
        if (next.state === 'installed' && registration.active) found(next);
      });
    });
  });
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Loads the newer page, where there is one. */
export function useUpdate(): (() => void) | undefined {
  const next = useSyncExternalStore(subscribe, () => waiting);
  return next ? () => next.postMessage('take over') : undefined;
}
