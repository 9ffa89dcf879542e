// The drawing of a large trace: frames a second while it is dragged. The service's answer is made up here, and given to the
// page in its place: what is measured is the page.
import { performance } from 'node:perf_hooks';
import { slowPage } from './browser.mjs';
import { signIn } from './sign-in.mjs';

const PERSON = (i) => `01990000-0000-7000-8000-${String(i).padStart(12, '0')}`;

/** Rings of four levels; each person hangs on some of the level before. The same numbers give the same graph. */
export function madeUpGraph(nodes, edges) {
  const level = (i) => (i === 0 ? 0 : i < nodes / 25 ? 1 : i < nodes / 4 ? 2 : 3);
  const first = [0, 1, Math.ceil(nodes / 25), Math.ceil(nodes / 4), nodes];
  let state = 1;
  const next = (most) => (state = (state * 48_271) % 2_147_483_647) % most;
  const seen = new Set();
  while (seen.size < edges) {
    const target = 1 + next(nodes - 1);
    const before = level(target) - 1;
    const source = first[before] + next(first[before + 1] - first[before]);
    seen.add(source * nodes + target);
  }
  return {
    nodes: Array.from({ length: nodes }, (_, i) => ({
      ...{ id: PERSON(i), level: level(i), code: `NV${i}`, score: ((i * 37) % 100) / 100 },
      ...{ organisationId: PERSON(0), place: null },
    })),
    organisations: [{ id: PERSON(0), name: 'Công ty' }],
    edges: [...seen].map((pair) => ({
      ...{ source: PERSON(Math.floor(pair / nodes)), target: PERSON(pair % nodes) },
      ...{ nearSeconds: 1_800, roomSeconds: 3_600, firstAt: '2026-11-20T01:00:00Z' },
    })),
    omitted: 0,
  };
}

/** Frames have come in time for a while: whatever is drawn first has been drawn. */
const STEADY = `new Promise((done) => {
  let [last, quick] = [performance.now(), 0];
  const step = (now) => {
    quick = now - last < 100 ? quick + 1 : 0;
    last = now;
    if (quick < 30) requestAnimationFrame(step); else done();
  };
  requestAnimationFrame(step);
})`;

/** Drags the drawing to and fro for some seconds, and counts what is drawn. @returns frames a second, and the longest frame */
const COUNT = `(seconds) => new Promise((done) => {
  const times = [];
  const end = performance.now() + seconds * 1000;
  const step = (now) => { times.push(now); now < end ? requestAnimationFrame(step) : done(times); };
  requestAnimationFrame(step);
})`;

export async function measureGraph(browser, { url, account, traceId, nodes, edges, seconds }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page } = await slowPage(context, { network: false });
  const graph = madeUpGraph(nodes, edges);
  await page.route(/\/graph\?/, (route) => route.fulfill({ json: graph }));
  await page.goto(`${url}/console/traces/${traceId}`);
  await signIn(page, account);
  await page.getByRole('tab').nth(1).waitFor();
  const began = performance.now();
  await page.getByRole('tab').nth(1).click();
  const canvas = page.locator('canvas').first();
  await canvas.waitFor();
  await page.evaluate(STEADY);
  // a picture of it is there only when it is on the screen
  await page.screenshot();
  const drawn_ms = performance.now() - began;
  const box = await page
    .getByRole('img')
    .filter({ has: page.locator('canvas') })
    .boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const counted = page.evaluate(`(${COUNT})(${seconds})`);
  await page.mouse.move(x + 150, y + 100);
  await page.mouse.down();
  const end = Date.now() + seconds * 1_000;
  for (let i = 0; Date.now() < end; i++)
    await page.mouse.move(x + 150 + 120 * Math.sin(i / 12), y + 100 + 80 * Math.cos(i / 12));
  const times = await counted;
  await page.mouse.up();
  await context.close();
  const gaps = times.slice(1).map((time, i) => time - times[i]);
  const fps = (1_000 * gaps.length) / (times.at(-1) - times[0]);
  return { fps, longest_frame_ms: Math.max(...gaps), drawn_ms };
}
