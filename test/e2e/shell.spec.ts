import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST } from '../../tools/build/paths.mjs';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, violations } from '../support/ui-steps';

const PASSPHRASE = '桜 walnut 雨傘 lantern';

let app: TestApp;
let complaints: string[];

test.beforeAll(async () => {
  test.setTimeout(120_000);
  await buildIfStale(['renderer']);
});

test.beforeEach(async ({ page }) => {
  app = await startTestApp(DIST);
  complaints = collectComplaints(page);
});

test.afterEach(async ({ page }) => {
  // The page goes first: what it was still loading is not a complaint.
  await page.close();
  await app.stop();
  expect(app.internal).toEqual([]);
});

/** The address works once, so it is opened here and nowhere else in a test that needs a vault. */
const firstStart = async (page: Page): Promise<void> => {
  if (page.url() === 'about:blank') await page.goto(app.url);
  await page.getByLabel(/^氏名/u).fill('山田 花子');
  await page.getByLabel('パスフレーズ', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('パスフレーズ(確認)').fill(PASSPHRASE);
  await page.getByRole('button', { name: '保管庫を作成して始める' }).click();
  await expect(page.getByRole('heading', { name: '事案', exact: true })).toBeVisible();
};

const newCase = async (page: Page, title: string): Promise<void> => {
  await page.getByRole('button', { name: '新しい事案(n)' }).click();
  await page.getByLabel(/^件名/u).fill(title);
  await page.getByRole('button', { name: '事案を作成' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
};

const goTo = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();

/** The list is there: keys pressed earlier would be for the screen before it. */
const goToList = async (page: Page, name: string): Promise<void> => {
  await goTo(page, name);
  await expect(page.getByRole('button', { name: '追加(n)' })).toBeVisible();
};

test('first start refuses a weak passphrase and says why', async ({ page }) => {
  await page.goto(app.url);
  await page.getByLabel(/^氏名/u).fill('山田 花子');
  await page.getByLabel('パスフレーズ', { exact: true }).fill('short');
  await page.getByLabel('パスフレーズ(確認)').fill('other');
  await page.getByRole('button', { name: '保管庫を作成して始める' }).click();
  await expect(page.getByText('12 文字以上にしてください(現在 5 文字)。')).toBeVisible();
  await expect(page.getByText('確認の入力と一致しません。')).toBeVisible();
  expect((await app.host['vault.status']({})).state).toBe('empty');
});

test('a record by keyboard: draft over a reload, save, undo, journal', async ({ page }) => {
  await firstStart(page);
  await newCase(page, '不審な通信');
  await goToList(page, 'システムとアカウント');

  await page.keyboard.press('n');
  await expect(page.getByLabel(/^ホスト名/u)).toBeFocused();
  await page.keyboard.type('WS-042');
  await page.keyboard.press('Tab');
  await expect(page.getByText('下書き保存済み')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel(/^ホスト名/u)).toHaveValue('WS-042');

  await page.getByLabel(/^ホスト名/u).press('Control+Enter');
  await expect(page.getByText('システムを追加しました。')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '保存済み' })).toBeVisible();
  await expect(page.getByRole('row', { name: /WS-042/u })).toBeVisible();

  await page.getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('システムはまだ登録されていません')).toBeVisible();

  await goTo(page, '記録');
  await expect(page.getByRole('row', { name: /WS-042/u })).toHaveCount(2);
  await page.getByRole('button', { name: '検証する' }).click();
  await expect(page.getByText(/件の記録に異常はありません/u)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('no key acts while an input method composes', async ({ page }) => {
  await firstStart(page);
  await newCase(page, '変換中');
  await goToList(page, '作業');
  const press = (init: object) =>
    page.evaluate(
      (options) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true, ...options })),
      init,
    );
  await press({ isComposing: true });
  await press({ keyCode: 229 });
  await expect(page.getByRole('form')).toHaveCount(0);
  await press({});
  await expect(page.getByRole('form', { name: '作業の追加' })).toBeVisible();
  // The same for Ctrl+Enter inside the form: nothing is saved while a word is being chosen.
  await page.getByLabel(/^件名/u).fill('ログの保全');
  await page
    .getByLabel(/^件名/u)
    .evaluate((input) =>
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }),
      ),
    );
  await expect(page.getByRole('form', { name: '作業の追加' })).toBeVisible();
});

test('evidence: a file is hashed and not copied', async ({ page }, info) => {
  const content = '証拠の中身 '.repeat(1000);
  const file = info.outputPath('mail.eml');
  writeFileSync(file, content);
  await firstStart(page);
  await newCase(page, '証拠');
  await goToList(page, '証拠');
  await page.keyboard.press('n');
  await page.getByLabel(/^名称/u).fill('不審なメール');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'ファイルを選んで SHA-256 を計算' }).click();
  await (await chooser).setFiles(file);
  const sha256 = createHash('sha256').update(content).digest('hex');
  await expect(page.getByLabel('SHA-256', { exact: true })).toHaveValue(sha256);
  await expect(page.getByLabel('ファイル名')).toHaveValue('mail.eml');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('row', { name: /不審なメール/u })).toContainText(sha256);
  expect(complaints).toEqual([]);
});

test('evidence: leaving while a file is hashed asks first', async ({ page }, info) => {
  const file = info.outputPath('disk.raw');
  writeFileSync(file, '');
  // Sparse: long to read, nothing on the disk.
  truncateSync(file, 4_000_000_000);
  await firstStart(page);
  await newCase(page, '大きな証拠');
  await goToList(page, '証拠');
  await page.keyboard.press('n');
  await page.getByLabel(/^名称/u).fill('ディスク');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'ファイルを選んで SHA-256 を計算' }).click();
  await (await chooser).setFiles(file);
  const hashing = page.getByText('disk.raw の SHA-256 を計算しています');
  const question = page.getByRole('heading', { name: '計算の途中です' });
  await expect(hashing).toBeVisible();
  await goTo(page, '作業');
  await expect(question).toBeVisible();
  await page.getByRole('button', { name: '計算を続ける' }).click();
  await expect(question).toBeHidden();
  expect(page.url()).toMatch(/\/evidence\/new$/u);
  await expect(hashing).toBeVisible();
  await goTo(page, '作業');
  await page.getByRole('button', { name: '中止して離れる' }).click();
  await expect(page.getByText('計算を中止しました。')).toBeVisible();
  expect(page.url()).toMatch(/\/tasks$/u);
  expect(complaints).toEqual([]);
});

test('lock closes the case, and the passphrase opens it again', async ({ page }) => {
  await firstStart(page);
  await newCase(page, '施錠');
  await page.getByRole('button', { name: 'ロック' }).click();
  await expect(page.getByRole('heading', { name: 'ロックの解除' })).toBeVisible();
  await page.getByLabel('パスフレーズ', { exact: true }).fill('wrong passphrase');
  await page.getByRole('button', { name: '解除' }).click();
  await expect(page.getByText(/パスフレーズが違います/u)).toBeVisible();
  await page.getByLabel('パスフレーズ', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: '解除' }).click();
  await expect(page.getByRole('link', { name: /施錠/u })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the screens of the shell (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(app.url);
    await expect(page.getByRole('button', { name: '保管庫を作成して始める' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await firstStart(page);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '訓練用の事案を開く' }).click();
    await expect(page.getByRole('heading', { name: '次にすること' })).toBeVisible({ timeout: 30_000 });
    expect(await violations(page)).toEqual([]);
    for (const name of ['システムとアカウント', '証拠', '作業', '記録']) {
      await goTo(page, name);
      await expect(page.locator('.table-body [role=row]').first()).toBeVisible();
      expect(await violations(page), name).toEqual([]);
      await page.locator('.table-body [role=row]').first().press('Enter');
      await expect(page.locator('.split-side')).toBeVisible();
      expect(await violations(page), `${name}, opened`).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });
}

test('nothing is cut off at 1024 by 700 and at 200 % zoom', async ({ page }) => {
  await firstStart(page);
  await newCase(page, '狭い画面');
  for (const size of [
    { width: 1024, height: 700 },
    { width: 640, height: 400 },
  ]) {
    await page.setViewportSize(size);
    for (const name of ['概要', 'システムとアカウント', '証拠', '作業', '記録']) {
      await goTo(page, name);
      await expect(page.locator('main')).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, `${name} at ${size.width}`).toBeLessThanOrEqual(0);
    }
  }
});
