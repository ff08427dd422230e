import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST } from '../../tools/build/paths.mjs';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, createdIn, startInCase, violations } from '../support/ui-steps';

/** "日時,内容" and "接続" in Shift_JIS, as VPN devices in Japan write them. */
const HEADER = [0x93, 0xfa, 0x8e, 0x9e, 0x2c, 0x93, 0xe0, 0x97, 0x65];
const CONNECTED = [0x90, 0xda, 0x91, 0xb1];
const ascii = (text: string): number[] => [...Buffer.from(text, 'ascii')];
const VPN_LOG = Uint8Array.from([
  ...HEADER,
  ...ascii('\r\n2024/06/20 09:12:33,'),
  ...CONNECTED,
  ...ascii('\r\n2024/06/31 09:00,'),
  ...CONNECTED,
  ...ascii('\r\n2024/06/20 08:00:00,'),
  ...CONNECTED,
  ...ascii(' admin\r\n'),
]);

let app: TestApp;
let caseId: string;
let complaints: string[];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildIfStale(['renderer']);
});
test.beforeEach(async ({ page }) => {
  app = await startTestApp(DIST);
  complaints = collectComplaints(page);
  caseId = await startInCase(page, app, '時系列');
  await expect(page.getByText('まだ出来事がありません')).toBeVisible();
});
test.afterEach(async ({ page }) => {
  // The page goes first: what it was still loading is not a complaint.
  await page.close();
  await app.stop();
  expect(app.internal).toEqual([]);
  expect(complaints).toEqual([]);
});

const choose = async (page: Page, file: string): Promise<void> => {
  await page.getByRole('button', { name: 'CSV を取り込む' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'ファイルを選ぶ', exact: true }).click();
  await (await chooser).setFiles(file);
};
const chooseZone = async (page: Page, zone: RegExp): Promise<void> => {
  await page.getByRole('button', { name: /時刻のタイムゾーン/u }).click();
  await page.getByRole('option', { name: zone }).click();
};

test('notes by keyboard alone, one after another; not while an input method composes', async ({ page }) => {
  await page.keyboard.press('n');
  const time = page.getByLabel('日時', { exact: true });
  await expect(time).toBeFocused();
  await page.keyboard.type('2025-01-08 09:12');
  await expect(page.getByText('2025-01-08 09:12 JST / 2025-01-08 00:12 UTC')).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('VPN 機器で不審な接続を確認した。');
  const message = page.getByLabel('内容', { exact: true });
  await message.evaluate((input) =>
    input.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }),
    ),
  );
  await expect(message).toHaveValue('VPN 機器で不審な接続を確認した。');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('2025-01-08 09:12 JST の事象を記録しました。')).toBeVisible();

  await expect(time).toBeFocused();
  await expect(message).toHaveValue('');
  const before = Date.now();
  await page.keyboard.type('今');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('VPN 機器を切り離した。');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /切り離した/u })).toBeVisible();
  const events = await createdIn(app, caseId, 'timelineEvent');
  expect(events[0]).toMatchObject({
    occurredAt: { utc: '2025-01-08T00:12:00.000Z', original: '2025-01-08 09:12', offset: 540, precision: 'minute' },
  });
  const { utc } = events[1]?.['occurredAt'] as { utc: string };
  expect(Date.parse(utc)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(utc)).toBeLessThanOrEqual(Date.now());

  await page.keyboard.type('1/2');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('日時として読めません。')).toBeVisible();
  await expect(page.getByText('内容が空です。')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a log is imported with its zone named, rows are promoted, and the import is undone as a whole', async ({
  page,
}, info) => {
  const file = info.outputPath('vpn.csv');
  writeFileSync(file, VPN_LOG);
  await choose(page, file);
  await expect(page.getByRole('button', { name: /文字コード/u })).toContainText('Shift_JIS');
  await expect(page.getByText(/選ぶまで取り込めません/u)).toBeVisible();
  await expect(page.getByRole('button', { name: '取り込む', exact: true })).toBeDisabled();
  expect(await violations(page)).toEqual([]);

  await chooseZone(page, /日本時間/u);
  await expect(page.getByText('読める行 2')).toBeVisible();
  await expect(page.getByRole('cell', { name: '存在しない日時' }).first()).toBeVisible();
  await expect(page.getByText('2024-06-20 00:12:33 UTC')).toBeVisible();
  await page.getByRole('button', { name: '2 行を取り込む' }).click();
  await expect(page.getByText('vpn.csv から 2 行を取り込みました。')).toBeVisible();
  const [batch] = await createdIn(app, caseId, 'importBatch');
  const sha256 = createHash('sha256').update(VPN_LOG).digest('hex');
  expect(batch).toMatchObject({ sha256, encoding: 'shift_jis', timeZone: 'Asia/Tokyo', rows: 2, rejected: 1 });
  const { bytes } = await app.host['blobs.get']({ caseId, blobId: batch?.['blobId'] as string });
  expect(Buffer.from(bytes).equals(Buffer.from(VPN_LOG))).toBe(true);

  // Read again from the stored file: in time order, with the row that could not be read still listed.
  await page.reload();
  const rows = page.locator('.table-body [role=row]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('接続 admin');
  await rows.first().focus();
  await page.keyboard.press('p');
  await expect(page.getByText('vpn.csv の 3 行目を時系列に記録しました。')).toBeVisible();
  const [event] = await createdIn(app, caseId, 'timelineEvent');
  expect(event).toMatchObject({ message: '接続 admin', importRow: 3, occurredAt: { original: '2024/06/20 08:00:00' } });
  await expect(rows).toHaveCount(2);

  await page.getByRole('button', { name: '読めない行 1' }).click();
  await expect(page.getByRole('cell', { name: '2024/06/31 09:00, 接続' })).toBeVisible();
  await page.getByRole('button', { name: 'この取り込みを取り消す' }).click();
  await expect(page.getByText('vpn.csv の取り込みを取り消しました。')).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('接続 admin');
});

test('the same file twice is recognised by its content', async ({ page }, info) => {
  const file = info.outputPath('vpn.csv');
  const copy = info.outputPath('copy.csv');
  writeFileSync(file, VPN_LOG);
  writeFileSync(copy, VPN_LOG);
  await choose(page, file);
  await chooseZone(page, /UTC/u);
  await page.getByRole('button', { name: '2 行を取り込む' }).click();
  await expect(page.locator('.table-body [role=row]')).toHaveCount(2);
  await choose(page, copy);
  await chooseZone(page, /UTC/u);
  await expect(page.getByText(/「vpn\.csv」として取り込み済みです/u)).toBeVisible();
  await expect(page.getByRole('button', { name: /取り込む$/u })).toBeDisabled();
});

test('a hundred thousand rows are imported and searched in a few seconds', async ({ page }, info) => {
  const file = info.outputPath('big.csv');
  const lines = Array.from(
    { length: 100_000 },
    (_, index) =>
      `2024-06-${String(1 + (index % 28)).padStart(2, '0')}T09:12:33Z,logon of session ${index},WS-${index % 200}`,
  );
  writeFileSync(file, ['datetime,message,host', ...lines].join('\n'));
  const start = Date.now();
  await choose(page, file);
  await chooseZone(page, /UTC/u);
  await page.getByRole('button', { name: '100,000 行を取り込む' }).click();
  await expect(page.getByText('100,000 件')).toBeVisible();
  expect(Date.now() - start).toBeLessThan(20_000);
  await page.keyboard.press('/');
  await page.keyboard.type('session 98765');
  await expect(page.locator('.table-body [role=row]')).toHaveCount(1);
  await page.getByRole('searchbox').fill('no such session');
  await expect(page.getByText('条件に合う行はありません。')).toBeVisible();
});
