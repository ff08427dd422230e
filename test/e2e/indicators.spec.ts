import { expect, test } from '@playwright/test';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST } from '../../tools/build/paths.mjs';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, createdIn, startInCase, violations } from '../support/ui-steps';

const TEXT = [
  '通信先は hxxps://news[.]example[.]com/a と 203[.]0[.]113[.]5 である。',
  '203.0.113.5 へは 443 番で接続していた。',
  '検体 C:\\ProgramData\\sample\\viewer.dll (MD5: 44d88612fea8a8f36de82e1278abb02f)',
].join('\n');

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
  caseId = await startInCase(page, app, '侵害指標');
  await expect(page.getByText('まだ侵害指標がありません')).toBeVisible();
});
test.afterEach(async ({ page }) => {
  // The page goes first: what it was still loading is not a complaint.
  await page.close();
  await app.stop();
  expect(app.internal).toEqual([]);
  expect(complaints).toEqual([]);
});

test('pasted text: reviewed by keyboard, recorded in one batch, undone as one', async ({ page }) => {
  await page.keyboard.press('v');
  await expect(page.getByRole('textbox', { name: '文章' })).toBeFocused();
  await page.keyboard.insertText(TEXT);
  await page.keyboard.press('Control+Enter');
  const review = page.getByRole('grid', { name: '見つかった値' });
  await expect(page.getByText('4 件が見つかりました(新規 4 件、記録済み 0 件)。')).toBeVisible();
  await expect(review.locator('[data-row="0"]')).toBeFocused();
  await expect(review.locator('mark').nth(1)).toHaveText('203[.]0[.]113[.]5');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: '3 件を候補として記録' })).toBeVisible();
  await page.keyboard.press('a');
  await page.keyboard.press('ArrowDown');
  await expect(review.locator('[data-row="1"]')).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('侵害指標 3 件を候補として加えました。')).toBeVisible();

  const made = await createdIn(app, caseId, 'indicator');
  expect(made.map((fields) => [fields['indicatorType'], fields['value'], fields['indicatorStatus']])).toEqual([
    ['url', 'https://news.example.com/a', 'candidate'],
    ['windows-path', 'C:\\ProgramData\\sample\\viewer.dll', 'candidate'],
    ['md5', '44d88612fea8a8f36de82e1278abb02f', 'candidate'],
  ]);
  expect(made[2]?.['extractedFrom']).toContain('検体');
  await expect(page.getByRole('grid', { name: '侵害指標' }).getByText('hxxps://news[.]example[.]com/a')).toBeVisible();

  const toast = page.getByRole('alertdialog').filter({ hasText: '侵害指標 3 件' });
  await toast.getByRole('button', { name: '元に戻す' }).click();
  await expect(page.getByText('まだ侵害指標がありません')).toBeVisible();
});

test('a pasted text is kept over a reload, and what is recorded is not offered again', async ({ page }) => {
  await page.keyboard.press('v');
  await page.keyboard.insertText(TEXT);
  await page.getByRole('textbox', { name: '情報源' }).fill('警察庁の注意喚起');
  await expect(page.getByText('下書き保存済み')).toBeVisible();
  await page.reload();
  await expect(page.getByText('まだ侵害指標がありません')).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('textbox', { name: '文章' })).toHaveValue(TEXT);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('button', { name: '4 件を候補として記録' })).toBeVisible();
  // Pressed twice in a hurry, it records once.
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await createdIn(app, caseId, 'indicator')).toHaveLength(4);
  await expect(page.getByRole('grid', { name: '侵害指標' }).getByRole('row', { name: /203\[\.\]0/u })).toBeVisible();
  expect((await createdIn(app, caseId, 'indicator')).every((fields) => fields['source'] === '警察庁の注意喚起')).toBe(
    true,
  );

  await page.keyboard.press('v');
  await page.keyboard.insertText(TEXT);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('4 件が見つかりました(新規 0 件、記録済み 4 件)。')).toBeVisible();
  await expect(page.getByRole('button', { name: '0 件を候補として記録' })).toBeDisabled();
});

test('by hand: type guessed, value normalised, problem explained, no double', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.keyboard.press('n');
  const value = page.getByLabel(/^値/u);
  await expect(value).toBeFocused();
  await value.fill('hxxp://EVIL[.]example[.]com/a');
  await expect(page.getByText('種別を URL と判断しました。')).toBeVisible();
  await value.press('Control+Enter');
  await expect(page.getByText('侵害指標を加えました。')).toBeVisible();
  expect(await createdIn(app, caseId, 'indicator')).toMatchObject([
    { indicatorType: 'url', value: 'http://evil.example.com/a' },
  ]);

  await value.fill('http://evil.example.com/a');
  await expect(page.getByText('同じ指標がすでに記録されています。').first()).toBeVisible();
  await value.press('Control+Enter');
  expect(await createdIn(app, caseId, 'indicator')).toHaveLength(1);
  await value.fill('怪しい何か');
  await value.press('Control+Enter');
  await expect(page.getByText('種別を判断できません。種別を選んでください。')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('Escape');
  const row = page.getByRole('row', { name: /hxxp:\/\/evil/u });
  await row.hover();
  await row.getByRole('button', { name: '無害化した形をコピー' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('hxxp://evil[.]example[.]com/a');
  await row.getByRole('button', { name: '元の形をコピー' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('http://evil.example.com/a');
  await expect(page.locator('.split-side')).toHaveCount(0);
});

test('many at once: status, removal, undo and restore', async ({ page }) => {
  await page.keyboard.press('v');
  await page.keyboard.insertText(TEXT);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: '4 件を候補として記録' }).click();
  const rows = page.getByRole('grid', { name: '侵害指標' }).locator('.table-body [role=row]');
  await expect(rows).toHaveCount(4);
  await rows.first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '表示中の 4 件をすべて選択' }).click();
  await page.getByRole('button', { name: '状態を変更' }).click();
  await page.getByRole('menuitem', { name: '確認済み' }).click();
  await expect(page.getByText('4 件を変更しました。')).toBeVisible();
  await expect(rows.getByText('確認済み')).toHaveCount(4);

  await rows.first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '削除', exact: true }).click();
  await expect(page.getByText('1 件を削除しました。')).toBeVisible();
  await expect(rows).toHaveCount(3);
  await page.getByRole('button', { name: '削除したものを表示' }).click();
  await expect(rows).toHaveCount(1);
  await rows.first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: '復元' }).click();
  await expect(page.getByText('1 件を復元しました。')).toBeVisible();
  await page.getByRole('button', { name: '記録中のものに戻る' }).click();
  await expect(rows).toHaveCount(4);
  await page.mouse.move(640, 5);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});
