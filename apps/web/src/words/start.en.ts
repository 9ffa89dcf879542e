import type { StartWords } from './start.vi';

export const en: StartWords = {
  title: 'Truy Vết',
  going: 'Opening your page…',
  none: 'This role works through the programming interface; it has no page of its own.',
  api: 'The programming interface',
  demo: 'Trying it out: names and passwords are in credentials.json of the data directory (.data).',
};
