import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST } from '../../tools/build/paths.mjs';
import { goTo, inkOf, startInDrill } from '../support/drill-steps';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, payloadsOf, violations } from '../support/ui-steps';

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

const openDrillReport = async (page: Page): Promise<void> => {
  const row = page.locator('.table-body [role=row]').first();
  await expect(row).toContainText('架空国際政策研究所における不正アクセス事案');
  await row.press('Enter');
  await expect(page.locator('canvas[data-page="1"]')).toBeVisible({ timeout: 30_000 });
};
const summary = (page: Page) => page.getByRole('textbox', { name: /^事案の概要/u });

test('a new report by keyboard: proposed from the case, then opened', async ({ page }) => {
  const caseId = await startInDrill(page, app, '報告書');
  await expect(page.locator('.table-body [role=row]').first()).toBeVisible();
  await page.keyboard.press('n');
  const form = page.getByRole('form', { name: '報告書の追加' });
  await expect(form.getByText('公式様式の欄名は未確認です', { exact: false })).toBeVisible();
  await form.getByRole('button', { name: /提出先/u }).click();
  await page.getByRole('option', { name: /国家サイバー統括室\(NCO\)/u }).click();
  await expect(form.getByLabel(/^件名/u)).toHaveValue(/速報\(第1報\)$/u);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('報告書を追加しました。')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^提出先/u })).toHaveValue('国家サイバー統括室(NCO)');
  const created = (await payloadsOf(app, caseId)).filter(
    (payload) => payload.kind === 'record.create' && payload.type === 'report',
  );
  expect(created.at(-1)).toMatchObject({
    fields: { formId: 'common-form-3', recipient: 'nco', number: 1, tlp: 'amber' },
  });
});

test('a text is typed over, kept over a reload, saved, and taken back to the case', async ({ page }) => {
  await startInDrill(page, app, '報告書');
  await openDrillReport(page);
  const fromCase = await summary(page).inputValue();
  expect(fromCase).toContain('研究員が');
  const field = page.locator('#report-field-case-summary');
  await expect(field.getByText('事案の記録から')).toBeVisible();

  await summary(page).fill('手で書いた概要。');
  await expect(field.getByText('書き換え済み')).toBeVisible();
  await summary(page).blur();
  await expect(page.getByText('下書き保存済み')).toBeVisible();
  await page.reload();
  await expect(summary(page)).toHaveValue('手で書いた概要。');
  await expect(page.getByText('前回の下書きを復元しました。')).toBeVisible();

  await summary(page).press('Control+Enter');
  await expect(page.getByText('報告書を更新しました。')).toBeVisible();
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled();

  await page.getByRole('button', { name: '事案の概要を事案の記録に戻す' }).click();
  await expect(summary(page)).toHaveValue(fromCase);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('button', { name: '保存', exact: true })).toBeDisabled();
  await page.reload();
  await expect(summary(page)).toHaveValue(fromCase);
  await expect(field.getByText('事案の記録から')).toBeVisible();
});

test('an empty required field is listed and leads to its place', async ({ page }) => {
  await startInDrill(page, app, '報告書');
  await openDrillReport(page);
  await expect(page.getByText('必須の欄はすべて記入されています。')).toBeVisible();
  await summary(page).fill('');
  await page.getByRole('region', { name: '未記入の必須欄' }).getByRole('button', { name: '事案の概要' }).press('Enter');
  await expect(summary(page)).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('報告書を更新しました。')).toBeVisible();
  await goTo(page, '報告書');
  await expect(page.locator('.table-body [role=row]').first()).toContainText('1 件');
});

test('the preview is really drawn, turned and zoomed by keyboard, and saved as PDF', async ({ page }) => {
  await startInDrill(page, app, '報告書');
  await openDrillReport(page);
  await expect.poll(() => inkOf(page)).toBeGreaterThan(0.01);
  await page.locator('.pdf-pages').focus();
  await page.keyboard.press('PageDown');
  await expect(page.locator('canvas[data-page="2"]')).toBeVisible();
  await page.keyboard.press('End');
  await expect(page.getByText(/^(\d+) \/ \1 ページ$/u)).toBeVisible();
  const width = () => page.locator('.pdf-pages canvas').evaluate((canvas) => canvas.getBoundingClientRect().width);
  const before = await width();
  await page.keyboard.press('+');
  await expect.poll(width).toBeGreaterThan(before);
  await expect.poll(() => inkOf(page)).toBeGreaterThan(0.001);
  await page.keyboard.press('0');
  await expect.poll(width).toBe(before);

  await page.getByLabel(/^希望する支援/u).fill('外字 \u{2B740}\u{E000} を含む');
  await expect(page.getByText('記入が変わりました。更新してください。')).toBeVisible();
  await page.keyboard.press('Alt+r');
  await expect(page.getByText(/書体になく/u)).toBeVisible({ timeout: 30_000 });
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下書きを保存' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('training_DRILL-2026-001_common-form-3_1_draft.pdf');
  expect(
    readFileSync(await saved.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the reports screens (${theme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await startInDrill(page, app, '報告書');
    await expect(page.locator('.table-body [role=row]').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('n');
    await expect(page.getByRole('form', { name: '報告書の追加' })).toBeVisible();
    expect(await violations(page), 'new').toEqual([]);
    await page.keyboard.press('Escape');
    await openDrillReport(page);
    await summary(page).fill('');
    expect(await violations(page), 'editor').toEqual([]);
  });
}
