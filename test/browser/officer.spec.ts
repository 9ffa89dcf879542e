import type { Browser } from 'playwright-core';
import { inBrowser, openBrowser } from '../support/browser.js';
import { commandCentre, type CommandCentre } from '../support/command-centre.js';
import { eventually } from '../support/eventually.js';
import {
  accountOf,
  accountsOf,
  apiAs,
  apiOf,
  proveWhoIAm,
  seenBy,
  signIn,
  visit,
  type Visit,
} from '../support/pages.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';

const SECRET = 'a secret of the command centre';

inBrowser('a health officer', () => {
  let product: Product;
  let browser: Browser;
  let centre: CommandCentre;
  let officer: Visit;
  beforeAll(async () => {
    ensureBuilt();
    [product, browser, centre] = await Promise.all([
      Product.start({ DATA_DIR: newDataDir(), DEMO: 'true', EXPORT_APPROVAL_PEOPLE: '300' }),
      openBrowser(),
      commandCentre(SECRET),
    ]);
    const destination = { name: 'Trung tâm chỉ huy', url: centre.url, format: 'csv', secret: SECRET };
    await apiAs(product, 'province_admin').post('/destinations', destination);
    officer = await visit(browser, product);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await centre?.close();
    await Product.cleanUp();
  }, 60_000);

  const seen = (name: string): Promise<void> => seenBy(officer.page, name);

  test('is led to the console from the address that start-up prints', async () => {
    await seen('start');
    await signIn(officer.page, accountOf(product, 'health_officer'));
    await officer.page
      .getByRole('link', { name: /^Nguyễn|^Trần|^[A-ZĐ]/ })
      .first()
      .waitFor();
    expect(new URL(officer.page.url()).pathname).toBe('/console/cases');
    await seen('cases');
  }, 60_000);

  test('enters a case with the keyboard alone, and sees F1 with the reason for each', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/console/cases/new`);
    await page.getByRole('combobox').or(page.getByLabel('Tìm người bệnh')).first().waitFor();
    await page.keyboard.type('nguyen van');
    await page.getByRole('option').first().waitFor();
    await seen('case-search');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+Enter');
    await page
      .getByText(/^F1 vì .+ F0 .+ tổng/)
      .first()
      .waitFor({ timeout: 45_000 });
    await seen('trace-list');
  }, 60_000);

  test('sees the same trace as a drawing, a timeline and scopes side by side', async () => {
    const { page } = officer;
    await page.getByRole('tab', { name: 'Sơ đồ' }).click();
    await page.locator('canvas').first().waitFor();
    for (const filter of ['Của tổ chức', 'Nơi làm việc']) {
      await page.getByRole('combobox', { name: filter }).click();
      await page.getByRole('option').first().click();
    }
    await seen('trace-graph');
    await page.getByRole('tab', { name: 'Dòng thời gian' }).click();
    await page
      .getByRole('img', { name: /, với / })
      .first()
      .waitFor();
    await seen('trace-timeline');
    await page.getByRole('tab', { name: 'So sánh phạm vi' }).click();
    await page.getByRole('button', { name: 'So sánh' }).click();
    await page.getByRole('cell', { name: 'Chỉ F1' }).waitFor();
    await seen('trace-compare');
  }, 60_000);

  test('opens a contact and records a judgement of it', async () => {
    const { page } = officer;
    await page.getByRole('tab', { name: 'Danh sách' }).click();
    await page
      .getByRole('button', { name: /^Mở chi tiết/ })
      .first()
      .click();
    const detail = page.getByRole('dialog');
    await detail.getByLabel('Lý do').fill('Đã gọi điện hỏi');
    await seen('contact');
    await detail.getByRole('button', { name: 'Xác nhận là tiếp xúc' }).click();
    await detail.getByText('Đã xác nhận').first().waitFor();
    await page.keyboard.press('Escape');
  }, 60_000);

  test('takes the list out for a purpose, and the command centre gets every row of it', async () => {
    const { page } = officer;
    await page.getByRole('button', { name: 'Xuất danh sách' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Mục đích').fill('Cách ly F1 trong ngày');
    await dialogue.getByText('CSV').click();
    await dialogue.getByRole('combobox', { name: 'Gửi tới' }).click();
    await page.getByRole('option', { name: 'Trung tâm chỉ huy' }).click();
    await seen('export');
    await dialogue.getByRole('button', { name: 'Xuất' }).click();
    const rows = /Xong: (\d+) dòng/.exec((await dialogue.getByText(/Xong: /).textContent()) ?? '')?.[1];
    const file = page.waitForEvent('download');
    await dialogue.getByRole('button', { name: 'Tải về' }).click();
    expect((await file).suggestedFilename()).toMatch(/\.csv$/);
    await eventually(() => centre.arrivals.length > 0);
    expect(centre.arrivals.map(({ part }) => String(part.rows))).toEqual([rows]);
  }, 60_000);

  test('hands the list of a commune over, counted, and sees that it has arrived', async () => {
    const { page } = officer;
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Bàn giao' }).click();
    const line = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: /^Bàn giao cho/ }) })
      .first();
    const people = await line.getByRole('cell').nth(1).textContent();
    await line.getByRole('button', { name: /^Bàn giao cho/ }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByText('CSV').click();
    await dialogue.getByRole('combobox', { name: 'Gửi tới' }).click();
    await page.getByRole('option', { name: 'Trung tâm chỉ huy' }).click();
    const before = centre.arrivals.length;
    await dialogue.getByRole('button', { name: 'Xuất' }).click();
    await dialogue.getByText(`Xong: ${people} dòng.`).waitFor();
    await eventually(() => centre.arrivals.length > before);
    await page.keyboard.press('Escape');
    await page.getByText(`${people} dòng`).first().waitFor();
    await seen('handover');
  }, 60_000);

  test('follows contacts up: one by a button, several together with a note', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: 'Theo dõi tiếp xúc' }).click();
    await page.getByRole('row').nth(3).waitFor();
    await seen('follow-up');
    await page
      .getByRole('button', { name: /^Đã báo: / })
      .first()
      .click();
    await page.getByText('Đã ghi cho 1 người.').waitFor();
    for (const i of [1, 2]) await page.getByRole('row').nth(i).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Ghi chú và hạn…' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByRole('combobox', { name: 'Tình trạng mới' }).click();
    await page.getByRole('option', { name: 'Đang cách ly' }).click();
    await dialogue.getByLabel('Ghi chú').fill('Cách ly tại phòng trọ');
    await seen('follow-up-step');
    await dialogue.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã ghi cho 2 người.').waitFor();
    await page.getByText(/^Đang cách ly \(/).click();
    await page.getByText('Cách ly tại phòng trọ').first().waitFor();
  }, 60_000);

  test('sees how long it took until people knew and were apart, and where they work', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: 'Đồng hồ truy vết' }).click();
    await page.getByRole('heading', { name: 'Theo ca bệnh' }).waitFor();
    await seen('clock');
    await page.getByRole('link', { name: 'Bản đồ' }).click();
    await page.getByText('Huyện Việt Yên').first().waitFor();
    await page
      .getByRole('button', { name: /Xem trên bản đồ$/ })
      .first()
      .click();
    await seen('map');
  }, 60_000);

  test('decides as a second person on a large list of somebody else', async () => {
    const { page } = officer;
    const colleague = accountsOf(product).filter(({ role }) => role === 'health_officer')[1]!;
    const wish = { kind: 'workers', format: 'csv', purpose: 'Rà soát toàn huyện' };
    const made = await apiOf(product, colleague).post<{ status: string }>('/exports', wish);
    expect(made.status).toBe('awaiting_approval');
    await page.getByRole('link', { name: 'Chờ duyệt' }).click();
    await page.getByText('Rà soát toàn huyện').waitFor();
    await seen('approvals');
    await page.getByRole('button', { name: 'Đồng ý' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Đồng ý' }).click();
    await page.getByText('Không có danh sách nào chờ bạn duyệt.').waitFor();
  }, 60_000);

  test('signs in again where the session has ended, and what was typed is saved', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/console/cases/new`);
    await page.getByRole('combobox').fill('tran');
    await page.getByRole('option').first().click();
    await page.getByLabel('Ghi chú').fill('Gọi từ trạm y tế');
    const ended = /\/api\/v1\/(cases|auth\/refresh)$/;
    const body = JSON.stringify({ code: 'unauthenticated', status: 401 });
    await page.route(ended, (route) => route.fulfill({ status: 401, contentType: 'application/problem+json', body }));
    await page.getByRole('button', { name: 'Chỉ lưu' }).click();
    await page.getByRole('dialog', { name: 'Đăng nhập lại để tiếp tục' }).waitFor();
    await seen('sign-in-again');
    await page.unroute(ended);
    await proveWhoIAm(page, accountOf(product, 'health_officer'));
    await page.getByText('Gọi từ trạm y tế').waitFor();
    await seen('case');
  }, 60_000);

  test('is told in words, with the code small, when something is not there', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/console/cases/01990000-0000-7000-8000-000000000000`);
    await page.getByRole('alert').getByText('Không tìm thấy, hoặc nằm ngoài phạm vi của bạn.').waitFor();
    await page.getByText('Mã lỗi: not_found').waitFor();
    await seen('not-found');
  }, 60_000);

  test('finds every page in English, too, and in the dark', async () => {
    const { page } = officer;
    await page.goto(`${product.url}/console/`);
    await page.getByText('English').click();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await seen('cases-en-dark');
    await page.getByRole('link', { name: 'Exports' }).click();
    await page.getByText('Cách ly F1 trong ngày').waitFor();
    await seen('exports-en-dark');
  }, 60_000);

  test('may keep files with a digest in their name for good, and pages not at all', async () => {
    const page = await fetch(`${product.url}/console/cases/new`);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())!;
    const file = await fetch(product.url + script, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
    expect((await fetch(`${product.url}/nothing`)).headers.get('content-type')).toMatch('application/problem+json');
  });

  test('loads nothing from anywhere else, and nothing breaks on the way', () => expect(officer.faults).toEqual([]));
});
