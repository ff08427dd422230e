// @ts-check
import { existsSync } from 'node:fs';

/** Chromium of Debian and its relatives: the same milestone that our Electron embeds. */
const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];

/**
 * The Chromium that tests and benches drive: `CHROMIUM_PATH`, else the system's, else the one Playwright has
 * installed; null when there is none.
 */
export const findTestBrowser = async () => {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') return given;
  const system = SYSTEM_CHROMIUM.find((file) => existsSync(file));
  if (system !== undefined) return system;
  const { chromium } = await import('@playwright/test');
  const own = chromium.executablePath();
  return existsSync(own) ? own : null;
};

/** Flags of every Chromium we start: no sandbox for root (it refuses to run otherwise), and no chatter of its own. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
