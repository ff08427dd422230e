import { expect, type Page } from '@playwright/test';
import type { TestApp } from './loopback-app';

export const LEAD_PASSPHRASE = '桜 walnut 雨傘 lantern';

/** A vault and the training case, open on one of its screens. Resolves to the id of the case. */
export const startInDrill = async (page: Page, app: TestApp, screen: string): Promise<string> => {
  await app.host['vault.create']({ passphrase: LEAD_PASSPHRASE, name: '山田 花子', role: 'lead' });
  await page.goto(app.url);
  await page.getByRole('button', { name: '訓練用の事案を開く' }).click();
  await expect(page.getByRole('heading', { name: '次にすること' })).toBeVisible({ timeout: 30_000 });
  await goTo(page, screen);
  const caseId = /#\/case\/([^/]+)/u.exec(page.url())?.[1];
  if (caseId === undefined) throw new Error(`no case in ${page.url()}`);
  return caseId;
};

export const goTo = (page: Page, screen: string) =>
  page.getByRole('navigation').getByRole('link', { name: screen }).click();

/** Share of the canvas that is not white: a page that was really drawn has some, a blank one has none. */
export const inkOf = (page: Page): Promise<number> =>
  page.locator('.pdf-pages canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [255] };
    let inked = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) inked += 1;
    return inked / (data.length / 4);
  });
