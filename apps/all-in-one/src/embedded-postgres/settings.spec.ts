import { serverSettings } from './settings.js';

const GIB = 1024 ** 3;

test.each([
  [1, '64MB'],
  [24, '768MB'],
  [512, '1024MB'],
])('a machine with %i GiB gives PostgreSQL %s of shared buffers: the rest is for the product', (gib, expected) => {
  expect(serverSettings(gib * GIB, 2)).toMatchObject({ shared_buffers: expected });
});

test('is safe for data and closed to the network', () => {
  const settings = serverSettings();
  expect(settings).toMatchObject({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    synchronous_commit: 'on',
  });
  expect(settings).not.toHaveProperty('fsync');
});
