import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where people have Chrome or Chromium, if they have it. */
const USUAL_PLACES = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser that npm brings runs on one platform only. */
const isBrought = process.platform === 'linux' && process.arch === 'x64';
const installed = USUAL_PLACES.find((path) => existsSync(path));

/** Whether stories in a browser can run here. */
export const hasBrowser = isBrought || installed !== undefined;

async function executable(): Promise<string> {
  if (!isBrought) return installed!;
  // unpacks the system libraries that it brings, which it otherwise does on its own cloud alone
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: brought } = await import('@sparticuz/chromium');
  return brought.executablePath();
}

/** A browser with a camera that shows `video` (a .y4m file) and asks nobody. */
export async function openBrowser(video?: string): Promise<Browser> {
  const camera = video
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-video-capture=${video}`,
      ]
    : [];
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...camera];
  return chromium.launch({ executablePath: await executable(), args });
}

/**
 * A group of stories in a browser. Where there is none they count as skipped, said in one line; under CI, which has to
 * bring one, that is a failure.
 */
export function inBrowser(name: string, stories: () => void): void {
  if (hasBrowser) return void describe(name, stories);
  if (process.env['CI']) return void it(name, () => expect('a browser').toBe('found'));
  process.stderr.write(`No browser here: the stories of ${name} are skipped.\n`);
  // eslint-disable-next-line no-restricted-syntax -- the only place: a machine without a browser
  it.skip(name, () => undefined);
}
