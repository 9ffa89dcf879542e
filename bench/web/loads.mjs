// First and later loads of a page, from the request to where somebody can use it.
import { performance } from 'node:perf_hooks';
import { slowPage } from './browser.mjs';
import { signIn } from './sign-in.mjs';

/** @returns milliseconds of a load without anything kept, and of one in the same browser afterwards */
export async function measureLoads(browser, { url, path, usable }) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ignoreHTTPSErrors: true });
  const load = async () => {
    const { page } = await slowPage(context);
    const began = performance.now();
    await page.goto(url + path, { waitUntil: 'commit' });
    await page.locator(usable).first().waitFor();
    const ms = performance.now() - began;
    // what is kept for the next time may still be on its way
    await page.waitForLoadState('networkidle');
    await page.close();
    return ms;
  };
  const first = await load();
  const later = await load();
  await context.close();
  return { first, later };
}

/** The list of a large enterprise's workers: first rows, and from a keystroke to the rows that it finds. */
export async function measureWorkers(browser, { url, account, path, search, row, typed }) {
  // the pages' policy lets nobody evaluate text, and waiting for a condition does
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const { page } = await slowPage(context);
  await page.goto(url + path);
  await signIn(page, account);
  await page.locator(row).first().waitFor();
  const began = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.locator(row).first().waitFor();
  const first_rows_ms = performance.now() - began;
  const keystrokes = [];
  for (const text of typed) {
    await page.locator(search).fill('');
    await page.locator(row).first().waitFor();
    await page.waitForTimeout(1_000);
    const before = await page.locator(row).first().textContent();
    await page.locator(search).focus();
    const at = performance.now();
    await page.keyboard.insertText(text);
    await page.waitForFunction(
      `document.querySelector(${JSON.stringify(row)})?.textContent !== ${JSON.stringify(before)}`,
    );
    keystrokes.push(performance.now() - at);
  }
  await context.close();
  return { first_rows_ms, keystrokes };
}
