import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { unzipFiles } from '../../src/adapters/fflate/zip';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST } from '../../tools/build/paths.mjs';
import { goTo, inkOf, LEAD_PASSPHRASE, startInDrill } from '../support/drill-steps';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, createdIn, violations } from '../support/ui-steps';

const CISO_PASSPHRASE = '青空 harbor 椅子 violin';
const LIMITS = { entries: 100, totalBytes: 100_000_000, ratio: 200, ratioFreeBytes: 64_000_000 };

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
  expect(complaints).toEqual([]);
});

const addApprover = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '承認者を追加' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^氏名/u).fill('北川 玲子');
  await dialog.locator('input[type=password]').nth(0).fill(CISO_PASSPHRASE);
  await dialog.locator('input[type=password]').nth(1).fill(CISO_PASSPHRASE);
  await dialog.getByRole('button', { name: '追加' }).click();
  await expect(dialog).toBeHidden();
};
const makeFiles = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '提出物を作成' }).click();
  await expect(page.getByRole('form', { name: '2 提出物の確認と署名' })).toBeVisible({ timeout: 30_000 });
};
const passphrase = (page: Page) => page.getByLabel('北川 玲子のパスフレーズ');
const approve = async (page: Page): Promise<void> => {
  await page.getByText(/未解決の点\(.*\)を確かめたうえで承認します/u).click();
  await passphrase(page).fill(CISO_PASSPHRASE);
  await passphrase(page).press('Enter');
  await expect(page.getByRole('heading', { name: '承認済み' })).toBeVisible({ timeout: 30_000 });
};
const writePackage = async (page: Page): Promise<Buffer> => {
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '提出物を書き出す(ZIP)' }).click(),
  ]);
  await expect(page.getByText(/に書き出し、SHA-256 を記録しました。/u)).toBeVisible();
  return readFileSync(await saved.path());
};

test('the author cannot approve, the person who did not write can, and openssl agrees', async ({ page }, info) => {
  const caseId = await startInDrill(page, app, '承認');
  await expect(page.getByText('承認できる人がまだいません', { exact: false })).toBeVisible();
  await addApprover(page);
  await expect(page.getByText(/回答していない点検項目が 21 件あります/u)).toBeVisible();
  await makeFiles(page);
  await expect.poll(() => inkOf(page)).toBeGreaterThan(0.01);
  for (const name of ['report.pdf', 'bundle.stix.json', 'indicators.csv', 'VERIFY.txt']) {
    await expect(page.getByRole('row', { name: new RegExp(`^${name}`, 'u') })).toBeVisible();
  }
  const shown = (await page.locator('tr', { hasText: 'report.pdf' }).locator('.file-hash').textContent()) ?? '';

  await passphrase(page).fill(CISO_PASSPHRASE);
  await passphrase(page).press('Enter');
  await expect(page.getByText('未解決の点を確かめ、上の欄に印を付けてください。')).toBeVisible();
  await approve(page);

  const zip = await writePackage(page);
  const unpacked = unzipFiles(zip, LIMITS);
  if (!unpacked.ok) throw new Error(unpacked.reason);
  const folder = info.outputPath('package');
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of unpacked.files) writeFileSync(path.join(folder, name), bytes);
  const args = 'pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.json.sig';
  expect(execFileSync('openssl', args.split(' '), { cwd: folder, encoding: 'utf8' })).toContain(
    'Verified Successfully',
  );
  const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  // What was shown before signing is what left.
  expect(sha256(readFileSync(path.join(folder, 'report.pdf')))).toBe(shown);
  expect(await createdIn(app, caseId, 'release')).toMatchObject([{ sha256: sha256(zip) }]);
  const [approval] = await createdIn(app, caseId, 'approval');
  expect(approval).toMatchObject({ decision: 'approved', statement: '内容を確認し、提出を承認します。' });
});

test('a change after the approval shows, stops the package, and undoing it brings the approval back', async ({
  page,
}) => {
  await startInDrill(page, app, '承認');
  await addApprover(page);
  await makeFiles(page);
  await approve(page);
  await goTo(page, '作業');
  await expect(page.locator('.table-body [role=row]').first()).toBeVisible();
  await page.keyboard.press('n');
  await page.getByLabel(/^件名/u).fill('追加の確認');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('作業を追加しました。')).toBeVisible();
  await goTo(page, '承認');
  await expect(page.locator('.signoff-notice-danger')).toContainText('承認は今の内容に対するものではありません。');
  await expect(page.locator('.signoff-notice-danger')).toContainText('追加の確認');
  await expect(page.getByRole('button', { name: '提出物を書き出す(ZIP)' })).toHaveCount(0);
  await page.getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByRole('heading', { name: '承認済み' })).toBeVisible();
  await expect(page.getByRole('button', { name: '提出物を書き出す(ZIP)' })).toBeEnabled();
});

test('a wrong passphrase records nothing and says so beside the field', async ({ page }) => {
  const caseId = await startInDrill(page, app, '承認');
  await addApprover(page);
  await makeFiles(page);
  await page.getByText(/未解決の点\(.*\)を確かめたうえで承認します/u).click();
  await passphrase(page).fill(LEAD_PASSPHRASE);
  await passphrase(page).press('Enter');
  await expect(page.getByText(/パスフレーズが違います。/u)).toBeVisible();
  await expect(passphrase(page)).toBeFocused();
  await expect(passphrase(page)).toHaveValue('');
  expect(await createdIn(app, caseId, 'approval')).toEqual([]);
  await page.getByLabel(/^所見/u).fill('別の所見');
  await expect(page.getByText('提出物を作成した後に、内容が変わりました。', { exact: false })).toBeVisible();
  await expect(passphrase(page)).toHaveCount(0);
});

test('a CISO who wrote the report is refused with the reason', async ({ page }) => {
  await app.host['vault.create']({ passphrase: LEAD_PASSPHRASE, name: '山田 花子', role: 'ciso' });
  await page.goto(app.url);
  await page.getByRole('button', { name: '訓練用の事案を開く' }).click();
  await expect(page.getByRole('heading', { name: '次にすること' })).toBeVisible({ timeout: 30_000 });
  await goTo(page, '承認');
  await page.getByRole('button', { name: /承認者.*必須|未選択.*承認者/u }).click();
  await page.getByRole('option', { name: /山田 花子/u }).click();
  await expect(page.getByText('この報告書に記入した人は承認できません。', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: '提出物を作成' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'コメントを付けて差し戻す' })).toBeDisabled();
});

test('a report is returned with comments, as the approver', async ({ page }) => {
  const caseId = await startInDrill(page, app, '承認');
  await addApprover(page);
  await page.getByRole('button', { name: 'コメントを付けて差し戻す' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^コメント/u).fill('影響の範囲を具体的に。');
  await dialog.locator('input[type=password]').fill(CISO_PASSPHRASE);
  await dialog.locator('input[type=password]').press('Enter');
  await expect(page.getByText('北川 玲子が差し戻しました。')).toBeVisible();
  const [returned] = await createdIn(app, caseId, 'approval');
  expect(returned).toMatchObject({ decision: 'returned', statement: '影響の範囲を具体的に。' });
  expect(returned).toHaveProperty('signature');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the sign-off screen (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await startInDrill(page, app, '承認');
    await expect(page.getByRole('heading', { name: '未解決の点' })).toBeVisible();
    expect(await violations(page), 'before').toEqual([]);
    await addApprover(page);
    await makeFiles(page);
    expect(await violations(page), 'made').toEqual([]);
    await approve(page);
    expect(await violations(page), 'approved').toEqual([]);
  });
}

test('nothing is cut off in a small window, and hidden inputs do not scroll it', async ({ page }) => {
  await startInDrill(page, app, '承認');
  await addApprover(page);
  await makeFiles(page);
  await page.getByText(/未解決の点\(.*\)を確かめたうえで承認します/u).click();
  await page.setViewportSize({ width: 1024, height: 700 });
  const over = () =>
    page.evaluate(() => ({
      x: document.documentElement.scrollWidth - window.innerWidth,
      y: document.documentElement.scrollHeight - window.innerHeight,
    }));
  expect(await over()).toEqual({ x: 0, y: 0 });
  await goTo(page, '報告書');
  await page.locator('.table-body [role=row]').first().press('Enter');
  await expect(page.locator('.report-editor')).toBeVisible();
  expect(await over()).toEqual({ x: 0, y: 0 });
});
