// Signs in as people do, on a page; the pages ask for the code of a second factor where an account has one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../dist/libs/platform/src/index.js';

export const accountOf = (folder, role) =>
  JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')).accounts.find((one) => one.role === role);

export async function signIn(page, { username, password, totpSecret }) {
  const asked = page.locator('input[autocomplete=current-password], input[autocomplete=one-time-code]');
  const submit = page.locator('form').filter({ has: asked }).locator('button[type=submit]');
  await page.locator('input[autocomplete=username]').fill(username);
  await page.locator('input[autocomplete=current-password]').fill(password);
  await submit.click();
  if (totpSecret === undefined) return;
  await page.locator('input[autocomplete=one-time-code]').fill(codeOf(totpSecret));
  await submit.click();
}
