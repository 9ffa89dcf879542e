import type { Browser } from 'playwright-core';
import { inBrowser, openBrowser } from '../support/browser.js';
import { eventually } from '../support/eventually.js';
import { accountOf, apiAs, barriers, shots, signIn, visit, type Visit } from '../support/pages.js';
import { ensureBuilt, newDataDir, Product } from '../support/product.js';

inBrowser('a command centre', () => {
  let product: Product;
  let browser: Browser;
  let wall: Visit;
  beforeAll(async () => {
    ensureBuilt();
    [product, browser] = await Promise.all([Product.start({ DATA_DIR: newDataDir(), DEMO: 'true' }), openBrowser()]);
    const officer = apiAs(product, 'health_officer');
    const { items } = await officer.get<{ items: { id: string }[] }>('/cases?limit=1');
    const trace = await officer.post<{ id: string }>('/traces', { caseIds: [items[0]!.id] });
    await officer.ended(`/traces/${trace.id}`);
    wall = await visit(browser, product);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await Product.cleanUp();
  }, 60_000);

  const seen = async (name: string, widths?: number[]): Promise<void> => {
    expect({ name, barriers: await barriers(wall.page) }).toEqual({ name, barriers: [] });
    expect({ name, tooWide: await shots(wall.page, name, widths) }).toEqual({ name, tooWide: [] });
  };
  const WALL = [360, 768, 1440, 1920];

  test('sees the province at a glance, with a chart of the last hour', async () => {
    await signIn(wall.page, accountOf(product, 'province_admin'));
    await wall.page.getByRole('heading', { name: 'Ca bệnh đang mở' }).waitFor();
    await wall.page
      .getByRole('img', { name: /Lượt quét từng phút/ })
      .locator('svg')
      .waitFor();
    expect(new URL(wall.page.url()).pathname).toBe('/command/');
    await seen('wall', WALL);
  }, 60_000);

  test('is led from every number to its rows, which add up to it', async () => {
    const { page } = wall;
    const due = await page
      .getByRole('link', { name: /F1 chưa lấy mẫu/ })
      .locator('span')
      .first()
      .textContent();
    for (const [figure, column] of [
      ['Ca bệnh đang mở', 'Dương tính lúc'],
      ['Địa điểm có nguy cơ', 'Người tiếp xúc'],
      ['Dữ liệu của các tổ chức', 'Dữ liệu gần nhất'],
      ['F1 chưa lấy mẫu', 'Người chưa lấy mẫu'],
    ] as const) {
      await page.getByRole('link', { name: new RegExp(figure) }).click();
      await page.getByRole('columnheader', { name: column }).waitFor();
      if (figure === 'F1 chưa lấy mẫu') await page.getByText(new RegExp(`cộng ${due}$`)).waitFor();
      await page.getByRole('link', { name: 'Về bảng tổng hợp' }).click();
    }
    await page.getByRole('link', { name: /Dữ liệu của các tổ chức/ }).click();
    await page.getByRole('cell', { name: 'trong 1 giờ' }).first().waitFor();
    await seen('wall-rows');
    await page.getByRole('link', { name: 'Về bảng tổng hợp' }).click();
  }, 60_000);

  test('gets new figures by itself, without the page being drawn anew', async () => {
    const { page } = wall;
    const card = page.getByRole('link', { name: /F1 chưa lấy mẫu/ });
    const before = await card.elementHandle();
    const figures = apiAs(product, 'province_admin');
    const { cases } = await figures.get<{ cases: { open: number } }>('/command/figures');
    const officer = apiAs(product, 'health_officer');
    const { items } = await officer.get<{ items: { id: string }[] }>('/workers?limit=1');
    await officer.post('/cases', { workerId: items[0]!.id, sampledOn: new Date().toISOString().slice(0, 10) });
    await page.getByRole('link', { name: new RegExp(`Ca bệnh đang mở\\s*${cases.open + 1}`) }).waitFor();
    expect(await before?.evaluate((element) => element.isConnected)).toBe(true);
  }, 60_000);

  test('is told when the connection is gone, still sees the last figures, and goes on when it is back', async () => {
    const { page } = wall;
    await page.route('**/command/figures', (route) => route.abort());
    await page
      .getByRole('alert')
      .getByText(/Mất kết nối\. Đang hiện số liệu lúc/)
      .waitFor();
    await seen('wall-lost', WALL);
    await page.unroute('**/command/figures');
    await eventually(async () => (await page.getByRole('alert').count()) === 0);
  }, 60_000);

  test('may be read in English, in the dark', async () => {
    const { page } = wall;
    await page.getByRole('button', { name: 'Trình đơn' }).click();
    await page.getByText('English').click();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('heading', { name: 'Active cases' }).waitFor();
    await seen('wall-en-dark', WALL);
  }, 60_000);

  test('loads nothing from anywhere else, and nothing breaks on the way', () => expect(wall.faults).toEqual([]));
});
