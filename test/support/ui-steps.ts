import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';
import type { Payload } from '../../src/core/journal/operation';
import type { TestApp } from './loopback-app';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Violation = { id: string; nodes: string[] };

/** What axe finds in the page as it is now; its source is evaluated outside the page's policy. */
export const violations = async (page: Page): Promise<Violation[]> => {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (of: Document) => Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const found = await axe.run(document);
    return found.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => String(target)) }));
  });
};

/** Collects what the page complains about: a policy it broke, an exception. */
export const collectComplaints = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
};

/** A vault and a new case, open on one of its screens. Resolves to the id of the case. */
export const startInCase = async (page: Page, app: TestApp, screen: string): Promise<string> => {
  await app.host['vault.create']({ passphrase: '桜 walnut 雨傘 lantern', name: '山田 花子', role: 'lead' });
  await page.goto(app.url);
  await page.getByRole('button', { name: '新しい事案(n)' }).click();
  await page.getByLabel(/^件名/u).fill('不審な通信');
  await page.getByRole('button', { name: '事案を作成' }).click();
  await expect(page.getByRole('heading', { name: '不審な通信' })).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: screen }).click();
  const caseId = /#\/case\/([^/]+)/u.exec(page.url())?.[1];
  if (caseId === undefined) throw new Error(`no case in ${page.url()}`);
  return caseId;
};

/** Everything the journal of a case holds, as it lies on the disk. */
export const payloadsOf = async (app: TestApp, caseId: string): Promise<Payload[]> => {
  const { operations } = await app.host['journal.read']({ caseId, from: 0, limit: 2000 });
  return operations.flatMap(({ payload }) => (payload === null ? [] : [payload]));
};

/** The fields of all records of a type, in the order they were created. */
export const createdIn = async (app: TestApp, caseId: string, type: string) =>
  (await payloadsOf(app, caseId)).flatMap((payload) =>
    payload.kind === 'record.create' && payload.type === type ? [payload.fields] : [],
  );
