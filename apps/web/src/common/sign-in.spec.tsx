import { screen, waitFor } from '@testing-library/react';
import { ME, PageServer, PAIR, Refusal } from '../testing/page-server';
import { show } from '../testing/shown';
import { SignInForm } from './sign-in';

const CODES = ['AAAA-BBBB-CCCC-DDDD-2222', 'FFFF-GGGG-HHHH-JJJJ-3333'];
const SECRET = {
  totpSecret: 'JBSWY3DPEHPK3PXP',
  totpUri: 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXP',
  recoveryCodes: CODES,
};
const wantsCode = (right: string) => (body: unknown) => {
  const { otp } = body as { otp?: string };
  if (otp === undefined) return new Refusal(401, 'second_factor_required');
  return otp === right ? PAIR : new Refusal(401, 'unauthenticated');
};

async function typePassword(server: PageServer) {
  const shown = await show(<SignInForm />, server);
  await shown.user.type(screen.getByLabelText('Tên đăng nhập'), 'can-bo');
  await shown.user.type(screen.getByLabelText('Mật khẩu'), 'một mật khẩu dài');
  await shown.user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  return shown;
}

it('asks for a code only where the account has one, and says which of the two was wrong', async () => {
  const server = new PageServer({ 'POST /auth/token': wantsCode('123456'), 'GET /auth/me': () => ME });
  const { user, session } = await typePassword(server);
  const code = await screen.findByLabelText('Mã xác thực 6 số');
  expect(screen.queryByRole('alert')).toBeNull();
  await user.type(code, '000 000');
  await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Mã xác thực không đúng');
  await user.clear(code);
  await user.type(code, '123456');
  await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  await waitFor(() => expect(session.snapshot()).toEqual({ status: 'signed-in', me: ME }));
});

it('a wrong password is said as one, and asks for no code', async () => {
  await typePassword(new PageServer({ 'POST /auth/token': () => new Refusal(401, 'unauthenticated') }));
  expect((await screen.findByRole('alert')).textContent).toBe('Tên đăng nhập hoặc mật khẩu không đúng.');
  expect(screen.queryByLabelText('Mã xác thực 6 số')).toBeNull();
});

it('leads who has lost the authenticator from a recovery code to a new one, past codes that have to be kept', async () => {
  const server = new PageServer({
    'POST /auth/token': wantsCode('654321'),
    'GET /auth/me': () => ME,
    'POST /auth/second-factor/recover': (body) =>
      (body as { recoveryCode: string }).recoveryCode === 'right' ? SECRET : new Refusal(401, 'unauthenticated'),
  });
  const { user, session } = await typePassword(server);
  await user.click(await screen.findByRole('button', { name: /^Mất ứng dụng xác thực/ }));
  const field = await screen.findByLabelText('Mã khôi phục');
  await user.type(field, 'wrong');
  await user.click(screen.getByRole('button', { name: 'Tiếp tục' }));
  await screen.findByText('Mã khôi phục không đúng hoặc đã dùng.');
  await user.clear(field);
  await user.type(field, 'right');
  await user.click(screen.getByRole('button', { name: 'Tiếp tục' }));
  for (const code of CODES) await screen.findByText(code);
  const next = screen.getByRole('button', { name: 'Tiếp tục' });
  expect(next.hasAttribute('disabled')).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'Tôi đã cất các mã này' }));
  await user.click(next);
  await user.type(await screen.findByLabelText('Mã 6 số đang hiện trong ứng dụng'), '654321');
  await user.click(screen.getByRole('button', { name: 'Hoàn tất và vào trang' }));
  await waitFor(() => expect(session.snapshot().status).toBe('signed-in'));
  expect(server.bodiesOf('POST /auth/second-factor/recover')).toHaveLength(2);
});
