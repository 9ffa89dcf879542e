import type { SetupWords } from './setup.vi';

export const en: SetupWords = {
  title: 'Get started in five steps',
  progress: (done: number, of: number) => `${done} of ${of} steps done`,
  leave: 'Leave whenever you like: what you have entered stays, and the next step is always here.',
  steps: {
    details: 'Your organisation',
    site: 'First site',
    places: 'Its places',
    workers: 'Workers',
    posters: 'Posters',
  },
  name: 'Name of the organisation',
  taxCode: 'Tax code',
  address: 'Address',
  detailsWhy: 'This name is on posters and badges.',
  siteWhy: 'A factory, a building or a campus, and the commune that it lies in.',
  placesWhy: 'One gate at least. The better workshops and lines are known, the fewer are quarantined in vain.',
  workersWhy: 'From the Excel file of your personnel office. You see what would happen before it does.',
  toImport: 'Import a file of workers',
  postersWhy: 'Print them, put them up at the gate and the places. This step is done with the first check-in.',
  toPosters: 'See each place',
  waitingForScan: 'Waiting for the first check-in.',
  allDone: 'All done. Check-ins are coming in.',
  toLive: 'See who is inside',
  next: 'Next',
  done: 'Done',
};
