import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { inBrowser, openBrowser } from '../support/browser.js';
import { filmOf } from '../support/camera-video.js';
import { eventually } from '../support/eventually.js';
import { GateWorld } from '../support/gate-world.js';
import { barriers, shots, signIn, visit, type Visit } from '../support/pages.js';
import { ensureBuilt, Product } from '../support/product.js';

const FILM = join(tmpdir(), `truyvet-gate-${process.pid}.y4m`);

inBrowser('a guard at a gate', () => {
  let world: GateWorld;
  let browser: Browser;
  let gate: Visit;
  let badges: string[];
  beforeAll(async () => {
    ensureBuilt();
    world = await GateWorld.start();
    badges = [];
    for (const worker of world.workers) badges.push(await world.badge(worker));
    await world.isolate(world.workers[1]!);
    filmOf(badges[0]!, FILM);
    browser = await openBrowser(FILM);
    gate = await visit(browser, world.product, '/scan/');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
    await Product.cleanUp();
    rmSync(FILM, { force: true });
  }, 60_000);

  const seen = async (name: string): Promise<void> => {
    expect({ name, barriers: await barriers(gate.page) }).toEqual({ name, barriers: [] });
    expect({ name, tooWide: await shots(gate.page, name) }).toEqual({ name, tooWide: [] });
  };
  const verdict = (page: Page, decision: string) => page.locator(`.verdict[data-decision=${decision}]`);
  /** A hand scanner: a keyboard that is quicker than any hand. */
  const wedge = async (page: Page, code: string): Promise<void> => {
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
  };
  const waiting = (page: Page, n: number) => page.getByText(`${n} lượt chờ gửi`);

  test('makes a gate device of the phone with the code of the organisation', async () => {
    const { page } = gate;
    await seen('scan-welcome');
    await page.getByRole('button', { name: 'Dùng máy này làm máy quét cổng' }).click();
    await page.getByLabel('Mã ghi danh').fill(await world.enrolmentCode());
    await seen('scan-enrol');
    await page.getByRole('button', { name: 'Ghi danh', exact: true }).click();
    await page.getByText('Sẵn sàng quét').or(verdict(page, 'allow')).first().waitFor();
  }, 60_000);

  test('holds a badge before the camera, and it is stored', async () => {
    const { page } = gate;
    await verdict(page, 'allow').getByText('ĐƯỢC QUA').waitFor();
    await seen('gate-allow');
    expect(await world.checkIns()).toMatchObject([{ code: 'CN1', place: 'G1', offline: false }]);
    await page.getByRole('button', { name: 'Tắt máy ảnh' }).click();
  }, 60_000);

  test('goes offline and scans ten more with a hand scanner: each is judged by the pack at once', async () => {
    const { page } = gate;
    await page.getByRole('button', { name: 'Trình đơn' }).click();
    await page.getByText(/Quét được khi mất mạng, đến/).waitFor();
    await seen('gate-menu');
    await page.getByRole('button', { name: 'Đóng' }).click();
    await page.evaluate('navigator.serviceWorker.ready');
    await page.context().setOffline(true);
    for (const [at, badge] of badges.slice(1, 11).entries()) {
      await wedge(page, badge);
      await waiting(page, at + 1).waitFor();
      if (at === 0) await verdict(page, 'stop').getByText('Đang trong thời gian cách ly').waitFor();
      if (at === 0) await seen('gate-stop-offline');
    }
    await verdict(page, 'allow').getByText('Máy này, không có mạng').waitFor();
    await wedge(page, 'a-code-of-somebody-else-entirely');
    await verdict(page, 'warn').getByText('Chưa kiểm tra được').first().waitFor();
    await seen('gate-warn-offline');
  }, 60_000);

  test('reloads without a network as after an empty battery: everything still waits', async () => {
    const { page } = gate;
    await page.reload();
    await waiting(page, 11).waitFor();
    await page.getByRole('button', { name: 'Mở danh sách lượt quét' }).click();
    await seen('gate-queue');
    await page.getByRole('button', { name: 'Đóng' }).click();
    expect(await world.checkIns()).toHaveLength(1);
  }, 60_000);

  test('comes back: nothing is lost, nothing is there twice, and what was not taken is shown', async () => {
    const { page } = gate;
    await page.context().setOffline(false);
    await page.getByText('1 cần xem').waitFor();
    await eventually(async () => (await world.checkIns()).length === 11);
    const rows = await world.checkIns();
    expect(rows.map(({ code }) => code).sort()).toEqual(
      world.workers
        .slice(0, 11)
        .map(({ code }) => code)
        .sort(),
    );
    expect(rows.filter(({ offline }) => offline)).toHaveLength(10);
    await page.getByRole('button', { name: 'Mở danh sách lượt quét' }).click();
    await page.getByText('Mã này không phải của hệ thống, hoặc đã được thay.').waitFor();
    await seen('gate-refused');
    await page.getByRole('button', { name: /Đã xem tất cả/ }).click();
    await page.getByRole('button', { name: 'Đóng' }).click();
    await page.getByText('1 cần xem').waitFor({ state: 'detached' });
  }, 60_000);

  test('lets somebody in all the same, under the own name and with a note', async () => {
    const { page } = gate;
    const guard = await world.account('gate_guard', 'bao-ve-1');
    await wedge(page, badges[1]!);
    await verdict(page, 'stop').getByText('Máy chủ').waitFor();
    await page.getByRole('button', { name: 'Vẫn cho qua…' }).click();
    await signIn(page, guard);
    await page.getByLabel('Lý do').fill('Y tế đã gọi: hết cách ly sáng nay');
    await seen('gate-override');
    await page.getByRole('button', { name: 'Cho qua', exact: true }).click();
    await page.getByText('Đã cho qua theo ghi chú').first().waitFor();
    await eventually(async () => (await world.checkIns()).at(-1)?.decision === 'allow');
  }, 60_000);

  test('who has no device chooses a place and scans in English, in the dark', async () => {
    const page = (gate = await visit(browser, world.product, '/scan/', 'en')).page;
    await page.getByRole('radio', { name: 'Dark' }).check();
    await signIn(page, await world.account('gate_guard', 'bao-ve-2'));
    await page.getByRole('button', { name: 'Choose where you stand' }).last().click();
    await page.getByRole('button', { name: 'Cổng số 1 G1' }).click();
    await verdict(page, 'allow').getByText('GO AHEAD').waitFor();
    await seen('gate-en-dark');
    await page.getByLabel('Type a code').fill('nonsense');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await verdict(page, 'stop').getByText('This scan could not be recorded').waitFor();
    expect(gate.faults).toEqual([]);
  }, 60_000);
});
