import type { Page } from '@playwright/test';
import { HostError, type HostErrorCode } from '../../src/contract/errors';
import { HOST_METHOD_NAMES, type Host, type HostMethod } from '../../src/contract/host';
import type { PageAnswer } from '../host/loopback/page/main';

/** Playwright carries `Uint8Array` both ways, but not Node's `Buffer`. */
export const withPlainBytes = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(withPlainBytes);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPlainBytes(item)]));
};

/** Calls the host inside the page, through everything that lies between the page and the disk. */
export const callInPage = (page: Page, method: HostMethod, args: unknown): Promise<PageAnswer> =>
  page.evaluate(
    ([name, given]) => {
      const { callHost } = window as unknown as { callHost: (method: string, args: unknown) => Promise<PageAnswer> };
      return callHost(name as string, given);
    },
    [method, withPlainBytes(args)],
  );

/** The page's host as a Host on this side, with its errors. */
export const hostInPage = (page: Page): Host => {
  const caller = (method: HostMethod) => async (args: unknown) => {
    const answer = await callInPage(page, method, args);
    if (!('value' in answer)) throw new HostError(answer.code as HostErrorCode, answer.detail);
    return answer.value;
  };
  return Object.fromEntries(HOST_METHOD_NAMES.map((method) => [method, caller(method)])) as unknown as Host;
};

export const hostPageReady = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => 'callHost' in window);
};
