import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import { CHROMIUM_ARGS, findTestBrowser } from '../../tools/browser.mjs';

/** The browser of this machine, headless. */
export const launchChromium = (args: readonly string[] = [], options: LaunchOptions = {}): Promise<Browser> => {
  const executablePath = findTestBrowser();
  if (executablePath === null)
    throw new Error('These tests need Chromium, Chrome or Edge (SHODO_CHROMIUM can name one).');
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...args], ...options });
};
