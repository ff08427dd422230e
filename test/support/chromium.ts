import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import { findChromium } from '../../tools/start/chromium.mjs';

/** The browser of this machine, headless. Root cannot use Chromium's own sandbox (containers); that is the test's affair only. */
export const launchChromium = (args: readonly string[] = [], options: LaunchOptions = {}): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('These tests need Chromium, Chrome or Edge (SHODO_CHROMIUM can name one).');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...args], ...options });
};
