import { qrPath } from './qr-path';

it('draws the three finder patterns of a QR code, and nothing outside it', () => {
  const { size, path } = qrPath('otpauth://totp/Truy%20V%E1%BA%BFt:lan?secret=JBSWY3DPEHPK3PXP');
  const drawn = new Set(Array.from(path.matchAll(/M(\d+) (\d+)/g), ([, x, y]) => `${x} ${y}`));
  for (const corner of ['0 0', `${size - 1} 0`, `0 ${size - 1}`]) expect(drawn).toContain(corner);
  expect(drawn).not.toContain('7 7');
  expect([...drawn].every((at) => at.split(' ').every((one) => Number(one) < size))).toBe(true);
});
