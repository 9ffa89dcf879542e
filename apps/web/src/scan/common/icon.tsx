/** Drawn with one line of the width of the letters beside it. */
const PATHS = {
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 12h8',
  code: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 18v2',
  history: 'M12 7v5l3 2M12 21a9 9 0 1 0-9-9M3 7v5h5',
  health: 'M12 20S4 15 4 9.5A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8 2.5C20 15 12 20 12 20z',
  more: 'M4 7h16M4 12h16M4 17h16',
  check: 'M5 12.5 10 17 19 7',
  alert: 'M12 4v10M12 19v1',
  hand: 'M6 6l12 12M18 6 6 18',
  lamp: 'M9 18h6M10 21h4M12 3a6 6 0 0 0-4 10.5c.7.6 1 1.4 1 2.5h6c0-1.1.3-1.9 1-2.5A6 6 0 0 0 12 3z',
  send: 'M12 19V5M6 11l6-6 6 6',
  key: 'M4 7h16v10H4zM7 10h.01M10 10h.01M13 10h.01M16 10h.01M8 14h8',
  off: 'M3 3l18 18M8.5 8.8A10 10 0 0 0 5 11M2 8a15 15 0 0 1 3-2M19 11a10 10 0 0 0-4-2.5M22 8A15 15 0 0 0 11 5M12 19h.01',
} as const;
export type IconName = keyof typeof PATHS;

/** Says nothing by itself: a word stands beside it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);
