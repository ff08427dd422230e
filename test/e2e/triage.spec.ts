import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { buildIfStale } from '../../tools/build.mjs';
import { DIST, inRoot } from '../../tools/build/paths.mjs';
import { startTestApp, type TestApp } from '../support/loopback-app';
import { collectComplaints, createdIn, startInCase, violations } from '../support/ui-steps';

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
  caseId = await startInCase(page, app, '点検');
  await expect(page.getByText('件に回答')).toBeVisible();
});
test.afterEach(async ({ page }) => {
  // The page goes first: what it was still loading is not a complaint.
  await page.close();
  await app.stop();
  expect(app.internal).toEqual([]);
  expect(complaints).toEqual([]);
});

test('answers by keyboard; "negative" asks for the step and a period; a new answer corrects', async ({ page }) => {
  await page.keyboard.press('j');
  await expect(page.getByRole('button', { name: /^INIT-02/u })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('3');
  await expect(page.getByRole('radio', { name: '該当なし' })).toBeChecked();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('「該当なし」には、確認の手順の実行が必要です。')).toBeVisible();
  await expect(page.getByText('「該当なし」には、記録で確認できた期間が必要です。')).toBeVisible();
  expect(await createdIn(app, caseId, 'checklistAnswer')).toEqual([]);

  await page.getByRole('button', { name: '「不明」にする' }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('INIT-02 の回答を記録しました。')).toBeVisible();
  await expect(page.getByText('件中 1 件に回答')).toBeVisible();

  await page.keyboard.press('3');
  await page.getByText('確認の手順を実行した').click();
  await page.getByRole('textbox', { name: /^確認した期間の始め/u }).fill('2024-06-01');
  await page.getByRole('textbox', { name: /^確認した期間の終わり/u }).fill('2025-01-08');
  await page.keyboard.press('Control+Enter');
  const history = page.getByRole('region', { name: '回答の履歴' });
  await expect(history.getByRole('listitem')).toHaveCount(2);
  await expect(history.getByRole('listitem').first()).toContainText('2024-06-01 (JST) 〜 2025-01-08 (JST)');
  await expect(history.getByRole('listitem').first()).toContainText('山田 花子');
  await expect(history.getByRole('listitem').first()).toContainText('UTC');
  await expect(history.getByRole('listitem').nth(1)).toContainText('訂正済み');

  const answers = await createdIn(app, caseId, 'checklistAnswer');
  const folder = inRoot('forms', 'checklists');
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  const hashes = files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
  expect(answers.map((answer) => [answer['checkId'], answer['result'], answer['stepRun']])).toEqual([
    ['INIT-02', 'unknown', false],
    ['INIT-02', 'negative', true],
  ]);
  expect(hashes).toContain(answers[0]?.['checklistSha256']);

  await page.reload();
  await expect(page.getByRole('button', { name: /^INIT-02/u })).toContainText('該当なし');
});

test('one answer for several systems; what is typed comes back after a reload', async ({ page }) => {
  await page.getByRole('button', { name: /^WIN-01/u }).click();
  for (const name of ['WS-042', 'WS-017']) {
    await page.getByRole('combobox', { name: '関係するシステム' }).fill(name);
    await page.getByRole('option', { name: new RegExp(name, 'u') }).click();
    await expect(page.locator('.tag', { hasText: name })).toBeVisible();
  }
  await page.getByLabel('備考').fill('利用者に心当たりは無い。');
  await page.getByLabel('備考').blur();
  await expect(page.getByText('下書き保存済み')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('備考')).toHaveValue('利用者に心当たりは無い。');
  await page.getByRole('heading', { name: '点検', exact: true }).click();
  await page.keyboard.press('1');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('WIN-01 の回答を記録しました。')).toBeVisible();
  const answers = await createdIn(app, caseId, 'checklistAnswer');
  expect(new Set(answers.map((answer) => answer['systemId'])).size).toBe(2);
  expect(answers.every((answer) => answer['note'] === '利用者に心当たりは無い。')).toBe(true);
});

test('filters narrow the list and say when nothing is left', async ({ page }) => {
  const rows = page.getByRole('navigation', { name: '点検項目' }).getByRole('button');
  const all = await rows.count();
  await page.getByRole('button', { name: /注意喚起の項目/u }).click();
  await page.getByRole('option', { name: /^M2/u }).click();
  expect(await rows.count()).toBeLessThan(all);
  await page.getByRole('button', { name: /^結果|結果$/u }).click();
  await page.getByRole('option', { name: '該当あり' }).click();
  await expect(page.getByText('条件に合う点検項目はありません')).toBeVisible();
  await page.getByRole('button', { name: '絞り込みを解除' }).click();
  await expect(rows).toHaveCount(all);
});

test('commands are copied as they are; axe finds nothing', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: /^WIN-01/u }).click();
  await expect(page.getByText('実機で未検証')).toBeVisible();
  await page.getByRole('button', { name: 'コマンドをコピー' }).click();
  await expect(page.getByText('写しました。')).toBeVisible();
  const shown = await page.getByRole('region', { name: 'コマンド' }).textContent();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(shown);
  expect(await violations(page)).toEqual([]);
});
