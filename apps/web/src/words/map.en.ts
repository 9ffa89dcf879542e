import type { MapWords } from './map.vi';

export const en: MapWords = {
  title: 'Map',
  label: 'Map of the sites with contacts',
  hint: 'Each circle is a site where contacts of open cases work; the larger, the more people.',
  none: 'No site has contacts.',
  people: (count) => `${count} people`,
  noPosition: 'no position yet',
  simplified: 'Outlines are simplified, for orientation alone.',
  show: 'Show on the map',
};
