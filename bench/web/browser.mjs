// A real Chromium on a slow phone's processor and line, through the protocol of its developer tools.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where people have Chrome or Chromium, if they have it; as the tests look for it (test/support/browser.ts). */
const USUAL_PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

async function executable() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return USUAL_PLACES.find((path) => existsSync(path));
  // unpacks the system libraries that it brings, which it otherwise does on its own cloud alone
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs20.x';
  const { default: brought } = await import('@sparticuz/chromium');
  return brought.executablePath();
}

/** Bytes a second, and milliseconds there and back: what a phone at a factory's edge has. */
export const LINE = { kbit_per_s: 1_600, latency_ms: 300, cpu: 4 };

export const openBrowser = async () =>
  chromium.launch({
    executablePath: await executable(),
    args: ['--no-sandbox', '--disable-background-networking', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });

/** A page in a context of its own, or in one that has been there before. */
export async function slowPage(context, { network = true } = {}) {
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const tools = await context.newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: LINE.cpu });
  if (network) await throttle(tools, true);
  return { page, tools };
}

export async function throttle(tools, slow) {
  const bytes = slow ? (LINE.kbit_per_s * 1_000) / 8 : -1;
  await tools.send('Network.enable');
  await tools.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: slow ? LINE.latency_ms : 0, downloadThroughput: bytes, uploadThroughput: bytes },
  });
}
