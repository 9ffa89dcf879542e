import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '@app/platform';
import type { Browser, Page } from 'playwright-core';
import { type Credential, readCredentials } from '../../apps/all-in-one/src/first-start/credentials.js';
import { ApiClient } from '../../apps/all-in-one/src/demo/api-client.js';
import { overHttp } from '../../apps/all-in-one/src/demo/transports.js';
import type { Product } from './product.js';

const SHOTS = join(process.cwd(), 'test', 'browser', 'shots');
const WIDTHS = [360, 768, 1440];
/** What watches sizes has had its turn: a frame to notice, one to draw, one to be sure. */
const LAID_OUT =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))';
const SCROLLS_SIDEWAYS = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** A page of its own session; what it asks of other servers, and what breaks in it, is in `faults`. */
export interface Visit {
  page: Page;
  faults: string[];
}

/** Opens an address of the product as somebody who has never been there. */
export async function visit(
  browser: Browser,
  product: Product,
  path = '/',
  language: 'vi' | 'en' = 'vi',
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  if (language === 'en') await context.addInitScript("localStorage.setItem('truyvet.language', 'en')");
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== product.url) faults.push(`asked ${url.origin}`);
  });
  await page.goto(product.url + path);
  return { page, faults };
}

export const accountsOf = (product: Product): Credential[] =>
  readCredentials(join(product.dataDir, 'credentials.json'))!.accounts;
export const accountOf = (product: Product, role: Credential['role']): Credential =>
  accountsOf(product).find((account) => account.role === role)!;

/** The API as an account. */
export const apiOf = (product: Product, account: Credential): ApiClient =>
  new ApiClient(overHttp(product.url), account);
/** The same as the first account of a role. */
export const apiAs = (product: Product, role: Credential['role']): ApiClient =>
  apiOf(product, accountOf(product, role));

/** Types name and password, and the code of the second factor where the account has one. */
export async function signIn(page: Page, account: Credential): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(account.username);
  await proveWhoIAm(page, account);
}

/** The same where the page knows who was there. */
export async function proveWhoIAm(page: Page, { password, totpSecret }: Credential): Promise<void> {
  const asked = page.locator('input[autocomplete=current-password], input[autocomplete=one-time-code]');
  const submit = page.locator('form').filter({ has: asked }).locator('button[type=submit]');
  await page.locator('input[autocomplete=current-password]').fill(password);
  await submit.click();
  if (totpSecret === undefined) return;
  await page.locator('input[autocomplete=one-time-code]').fill(codeOf(totpSecret));
  await submit.click();
}

/** What axe finds that keeps people out (serious and critical), by rule and place. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    return violations.map(({ impact, id, nodes }) => ({
      impact,
      id,
      where: nodes.map((node) => node.html.slice(0, 200)),
    }));
  });
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.join(' | ')}`);
}

/** Leaves pictures of the page at the three widths, or at others, in test/browser/shots; @returns widths at which it scrolls sideways */
export async function shots(page: Page, name: string, widths: readonly number[] = WIDTHS): Promise<number[]> {
  mkdirSync(SHOTS, { recursive: true });
  const tooWide: number[] = [];
  for (const width of widths) {
    // a wall is as wide as a television
    await page.setViewportSize({ width, height: width < 1_900 ? 900 : 1_080 });
    await page.evaluate(LAID_OUT);
    await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`) });
    if (await page.evaluate(SCROLLS_SIDEWAYS)) tooWide.push(width);
  }
  return tooWide;
}

/** Fails where the page keeps somebody out or scrolls sideways; leaves its pictures. */
export async function seenBy(page: Page, name: string): Promise<void> {
  expect({ name, barriers: await barriers(page) }).toEqual({ name, barriers: [] });
  expect({ name, tooWide: await shots(page, name) }).toEqual({ name, tooWide: [] });
}

/** Goes through the page of an invitation: a password, recovery codes, then the authenticator with its first code. */
export async function acceptInvitation(
  page: Page,
  password: string,
  seen: (step: 'codes' | 'authenticator') => Promise<void>,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const fields = page.locator('input[autocomplete=new-password]');
  await fields.nth(0).fill(password);
  await fields.nth(1).fill(password);
  await page.locator('button[type=submit]').click();
  const recoveryCodes = await keepRecoveryCodes(page, () => seen('codes'));
  const secret = await setUpAuthenticator(page, () => seen('authenticator'));
  return { secret, recoveryCodes };
}

/** Reads the recovery codes that a page shows, and says that they are kept. */
export async function keepRecoveryCodes(page: Page, seen: () => Promise<void>): Promise<string[]> {
  const kept = page.getByRole('checkbox', { name: 'Tôi đã cất các mã này' });
  await kept.waitFor();
  const codes = await page
    .locator('li')
    .filter({ hasText: /^[A-Z0-9]{4}(-[A-Z0-9]{4}){4}$/ })
    .allTextContents();
  await seen();
  await kept.check();
  await page.getByRole('button', { name: /^(Tiếp tục|Xong)$/ }).click();
  return codes;
}

/** Takes the secret that a page shows into an authenticator, and types its first code. */
export async function setUpAuthenticator(page: Page, seen: () => Promise<void>): Promise<string> {
  const secret = ((await page.locator('pre').first().textContent()) ?? '').replace(/\s/g, '');
  await seen();
  await page.locator('input[autocomplete=one-time-code]').fill(codeOf(secret));
  await page.locator('button[type=submit]').click();
  return secret;
}
