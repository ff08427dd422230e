// @ts-check
import { findChromium } from './start/chromium.mjs';

/** The browser that tests and benches drive: `CHROMIUM_PATH`, else the one that `npm start` would use; null if none. */
export const findTestBrowser = () => process.env['CHROMIUM_PATH'] || findChromium();

/** Flags of every browser in the tests: no sandbox for root (it refuses to run otherwise), and no chatter of its own. */
export const CHROMIUM_ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
