import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codeOf } from '@app/platform';
import type { Browser } from 'playwright-core';
import { inBrowser, openBrowser } from '../support/browser.js';
import {
  acceptInvitation,
  accountOf,
  apiAs,
  barriers,
  keepRecoveryCodes,
  seenBy,
  setUpAuthenticator,
  signIn,
  visit,
  type Visit,
} from '../support/pages.js';
import { readPdf } from '../support/printed.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';

const EN_PAGES = [
  ...[
    'Overview',
    'Workers',
    'Imports',
    'Sites and QR codes',
    'Inside now',
    'Stopped and doubtful',
    'Requests about data',
    'Accounts',
    'Get started',
  ],
];
const PASSWORD = 'một câu thật dễ nhớ 7';

inBrowser('an enterprise', () => {
  let product: Product;
  let browser: Browser;
  let boss: Visit;
  let organisationId: string;
  let invitation: string;
  let account: { secret: string; recoveryCodes: string[] };
  beforeAll(async () => {
    ensureBuilt();
    [product, browser] = await Promise.all([Product.start({ DATA_DIR: newDataDir(), DEMO: 'true' }), openBrowser()]);
    const province = apiAs(product, 'province_admin');
    const enterprise = { name: 'Công ty May Sông Thương', kind: 'enterprise', unitCode: '24' };
    organisationId = (await province.post<{ id: string }>('/organisations', enterprise)).id;
    const account = { username: 'songthuong', role: 'enterprise_admin', fullName: 'Nguyễn Thị Ánh' };
    ({ invitation } = await province.post<{ invitation: string }>(`/organisations/${organisationId}/users`, account));
    boss = await visit(browser, product, `/join/#${invitation}`);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await Product.cleanUp();
  }, 60_000);

  /** What a phone would send that has read the poster of the gate. */
  const checkInWith = async (posters: Buffer): Promise<void> => {
    const [code] = readPdf(posters)
      .find(({ texts }) => texts.join(' ').includes('Cổng 1'))!
      .codes.map(({ content }) => content);
    const province = apiAs(product, 'province_admin');
    const wish = { organisationId, q: 'nguyen van an' };
    const { items } = await province.post<{ items: { id: string }[] }>('/workers/search', wish);
    const now = new Date().toISOString();
    const seenNow = { id: randomUUID(), code, workerId: items[0]!.id, direction: 'in', at: now };
    await province.post('/check-ins', seenNow);
  };
  const seen = (name: string): Promise<void> => seenBy(boss.page, name);

  test('accepts an invitation with a password and an authenticator, and is in the portal', async () => {
    const { page } = boss;
    await page.getByLabel('Đặt mật khẩu').waitFor();
    await seen('join-password');
    account = await acceptInvitation(page, PASSWORD, (step) => seen(`join-${step}`));
    expect(account.recoveryCodes).toHaveLength(8);
    await page.getByRole('heading', { name: 'Công ty May Sông Thương' }).waitFor();
    await page.getByRole('heading', { name: 'Khai báo địa điểm đầu tiên' }).waitFor();
    await seen('portal-home-empty');
  }, 60_000);

  test('tells about itself, its first site and its gate, and can leave and come back in between', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: 'Bắt đầu' }).first().click();
    await page.getByLabel('Địa chỉ').fill('Khu công nghiệp Quang Châu');
    await seen('setup');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByLabel('Tên địa điểm').fill('Nhà máy 1');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Xong 2 trên 5 bước').waitFor();
    await page.goto(`${product.url}/portal/setup`);
    await page.getByLabel('Tên', { exact: true }).fill('Cổng 1');
    await page.getByRole('button', { name: 'Thêm', exact: true }).click();
    await page.getByText('Xong 3 trên 5 bước').waitFor();
    await seen('setup-places');
  }, 60_000);

  test('hangs places under one another, by dragging and with the keyboard', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: 'Địa điểm và mã QR' }).click();
    const add = async (kind: string, name: string, count: string): Promise<void> => {
      await page.getByRole('combobox', { name: 'Loại' }).click();
      await page.getByRole('option', { name: kind, exact: true }).click();
      await page.getByLabel('Tên', { exact: true }).last().fill(name);
      await page.getByLabel('Số lượng').fill(count);
      await page.getByRole('button', { name: 'Thêm', exact: true }).click();
      await page
        .getByRole('treeitem', { name: new RegExp(name) })
        .first()
        .waitFor();
    };
    await add('Phân xưởng', 'Xưởng may', '1');
    await add('Chuyền', 'Chuyền 1', '3');
    const node = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^\\W*${name}`) });
    await node('Chuyền 1').dragTo(node('Xưởng may'));
    await page.locator('[role=treeitem][aria-level="2"]', { hasText: 'Chuyền 1' }).waitFor();
    await node('Chuyền 3').focus();
    await page.keyboard.press('Alt+ArrowRight');
    await page.locator('[role=treeitem][aria-level="2"]', { hasText: 'Chuyền 3' }).waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await page.locator('[role=treeitem][aria-level="1"]', { hasText: 'Chuyền 3' }).waitFor();
    await seen('places');
  }, 60_000);

  test('imports its list, mends the one bad row where it stands, and takes it over', async () => {
    const { page } = boss;
    await page.goto(`${product.url}/portal/imports/new`);
    const rows = [
      'Số thẻ,Họ và tên,SĐT,Chuyền',
      'A1,Nguyễn Văn Ân,0912345678,CHUYEN-1',
      'A2,Trần Thị Bình,12,CHUYEN-2',
    ];
    const file = { name: 'danh-sach.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
    await page.getByRole('button', { name: 'Chọn tệp' }).waitFor();
    await seen('import-file');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('combobox', { name: 'Cột Số thẻ là' }).click();
    await page.getByRole('option', { name: 'Mã', exact: true }).click();
    await seen('import-columns');
    await page.getByRole('button', { name: 'Xem trước kết quả' }).click();
    await page.getByLabel('SĐT, dòng 3').fill('0987654321');
    await seen('import-review');
    await page.getByRole('button', { name: 'Kiểm tra lại' }).click();
    await page.getByText('Sẽ được ghi khi bạn đồng ý.').waitFor();
    await page.getByRole('button', { name: 'Đồng ý, ghi vào danh sách' }).click();
    await page.getByText('Đã ghi 2 người vào danh sách.').waitFor();
    await seen('import-done');
    await page.getByRole('link', { name: 'Nhập tệp' }).click();
    await page.getByRole('button', { name: 'Hoàn tác' }).waitFor();
    await seen('imports');
  }, 60_000);

  test('prints its posters, and sees who checks in with one inside at once', async () => {
    const { page } = boss;
    await page.goto(`${product.url}/portal/live`);
    await page.getByText('Chưa có ai ở trong').waitFor();
    await seen('live-empty');
    await page.goto(`${product.url}/portal/setup`);
    const poster = page.waitForEvent('download');
    await page.getByRole('button', { name: 'In tất cả áp phích' }).click();
    const posters = readFileSync(await (await poster).path());
    await page.goto(`${product.url}/portal/live`);
    await page.getByText('Chưa có ai ở trong').waitFor();
    await checkInWith(posters);
    await page.getByText('Cổng 1').waitFor();
    await seen('live');
    await page.getByRole('link', { name: 'Danh sách sơ tán' }).click();
    await page.getByText('Nguyễn Văn Ân').waitFor();
    await seen('evacuation');
    await page.goto(`${product.url}/portal/setup`);
    await page.getByText('Đã xong. Hệ thống đang nhận lượt quét.').waitFor();
  }, 60_000);

  test('sees whom gates stopped, devices, accounts; and invites somebody', async () => {
    const { page } = boss;
    await page.getByRole('link', { name: 'Bị chặn và đáng ngờ' }).click();
    await page.getByText('Không có ai bị chặn trong ngày này.').waitFor();
    await seen('gate');
    await page.getByRole('link', { name: 'Địa điểm và mã QR' }).click();
    await page.getByRole('tab', { name: 'Thiết bị cổng' }).click();
    await page.getByLabel('Tên thiết bị').fill('Điện thoại cổng 1');
    await page.getByRole('button', { name: 'Ghi danh thiết bị' }).click();
    await page.getByRole('img', { name: 'Mã ghi danh thiết bị' }).waitFor();
    await seen('device-code');
    await page.keyboard.press('Escape');
    await page.getByRole('cell', { name: 'Điện thoại cổng 1' }).waitFor();
    await page.getByRole('link', { name: 'Tài khoản' }).click();
    await page.getByRole('button', { name: 'Mời người dùng' }).click();
    await page.getByRole('dialog').getByLabel('Họ và tên').fill('Lê Văn Cổng');
    await page.getByRole('dialog').getByLabel('Tên đăng nhập').fill('levancong');
    await page.getByRole('dialog').getByRole('button', { name: 'Mời người dùng' }).click();
    await page.getByText('Lời mời cho Lê Văn Cổng').waitFor();
    await seen('invitation');
    await page.keyboard.press('Escape');
  }, 60_000);

  test('finds somebody among all workers as fast as one types, without accents', async () => {
    const large = await visit(browser, product);
    const { page } = large;
    await signIn(page, accountOf(product, 'enterprise_admin'));
    await page.getByRole('heading', { name: 'Từng phần' }).waitFor();
    await seenBy(page, 'portal-home');
    await page.getByRole('link', { name: 'Người lao động', exact: true }).click();
    await page.getByRole('row').nth(20).waitFor();
    await seenBy(page, 'workers');
    const found = page.waitForResponse(/workers\/search$/);
    await page.getByLabel('Tìm người').fill('nguyen thi');
    await found;
    await page.locator('[data-stale]').waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: /Nguyễn Thị/ })
      .first()
      .waitFor();
    await page
      .getByRole('checkbox', { name: /^Chọn Nguyễn Thị/ })
      .first()
      .check();
    await page
      .getByRole('checkbox', { name: /^Chọn Nguyễn Thị/ })
      .nth(1)
      .check();
    await seenBy(page, 'workers-chosen');
    await page.getByRole('button', { name: 'Sửa hàng loạt' }).click();
    await page.getByRole('combobox', { name: 'Sửa gì' }).click();
    await page.getByRole('option', { name: 'Ca', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Ca', { exact: true }).fill('Ca đêm');
    await seenBy(page, 'workers-bulk');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByText('Đã sửa 2 người.').waitFor();
    await page
      .getByRole('link', { name: /^Nguyễn Thị/ })
      .first()
      .click();
    await page.getByLabel('Họ và tên').waitFor();
    await seenBy(page, 'worker');
    expect(await page.getByLabel('Ca', { exact: true }).inputValue()).toBe('Ca đêm');
    expect(large.faults).toEqual([]);
  }, 90_000);

  test('finds every page in English, too, and in the dark', async () => {
    const { page } = boss;
    await page.goto(`${product.url}/portal/`);
    await page.getByText('English').click();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    for (const link of EN_PAGES) {
      await page.getByRole('link', { name: link, exact: true }).first().click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect({ link, barriers: await barriers(page) }).toEqual({ link, barriers: [] });
    }
    await seen('setup-en-dark');
  }, 120_000);

  test('gets new recovery codes, and with one of them back in after the phone was lost', async () => {
    const { page } = boss;
    await page.getByText('Tiếng Việt').click();
    await page.getByRole('button', { name: 'Mã khôi phục mới…' }).click();
    const dialogue = page.getByRole('dialog');
    await dialogue.getByLabel('Mật khẩu').fill(PASSWORD);
    await seen('recovery-codes');
    await dialogue.getByLabel('Mã xác thực').fill(codeOf(account.secret));
    await dialogue.getByRole('button', { name: 'Tạo mã mới' }).click();
    const [code] = await keepRecoveryCodes(page, () => seen('recovery-codes-new'));
    await dialogue.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.locator('input[autocomplete=username]').fill('songthuong');
    await page.locator('input[autocomplete=current-password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: /^Mất ứng dụng xác thực/ }).click();
    const typed = page.getByLabel('Mã khôi phục');
    await typed.fill(account.recoveryCodes[0]!);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await page.getByText('Mã khôi phục không đúng hoặc đã dùng.').waitFor();
    await seen('recover');
    await typed.fill(code!.toLowerCase());
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await keepRecoveryCodes(page, () => seen('recover-codes'));
    await setUpAuthenticator(page, () => seen('recover-authenticator'));
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  }, 90_000);

  test('loads nothing from anywhere else, and nothing breaks on the way', () => expect(boss.faults).toEqual([]));
});
