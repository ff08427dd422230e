// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Switches that keep the browser itself quiet: no look-ups, no updates, no reports, and a dead proxy for every address
 * but our own (port 9, discard; other loopback ports too, because Chromium opens a connection for a frame before the
 * policy refuses the frame). WebRTC obeys none of that: of the switches with similar names only this one was seen to
 * stop its packets.
 * @param {string} authority host and port of the application, the only address that may be reached
 */
export const quietSwitches = (authority) => [
  `--proxy-bypass-list=<-loopback>;${authority}`,
  '--proxy-server=127.0.0.1:9',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-spell-checking',
  '--dns-prefetch-disable',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  '--metrics-recording-only',
  '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,DialMediaRouteProvider',
  // Without it a bar above the page warns of the switch for the resolver, which is there for safety's sake.
  '--test-type',
  '--password-store=basic',
  '--use-mock-keychain',
];

/** @param {string} name */
const onPath = (name) =>
  (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name));

/** Folder in which Playwright keeps the browsers it has downloaded. */
const playwrightFolder = () => {
  const home = os.homedir();
  const places = {
    win32: path.join(process.env['LOCALAPPDATA'] ?? home, 'ms-playwright'),
    darwin: path.join(home, 'Library', 'Caches', 'ms-playwright'),
  };
  const known = process.platform === 'win32' || process.platform === 'darwin' ? places[process.platform] : null;
  return process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? known ?? path.join(home, '.cache', 'ms-playwright');
};

const PLAYWRIGHT_BINARIES = [
  ['chrome-linux', 'chrome'],
  ['chrome-linux64', 'chrome'],
  ['chrome-win', 'chrome.exe'],
  ['chrome-win64', 'chrome.exe'],
  ['chrome-mac', 'Chromium.app', 'Contents', 'MacOS', 'Chromium'],
  ['chrome-mac-arm64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
  ['chrome-mac-x64', 'Google Chrome for Testing.app', 'Contents', 'MacOS', 'Google Chrome for Testing'],
];

const playwrightBrowsers = () => {
  const folder = playwrightFolder();
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).filter((name) => /^chromium-\d+$/u.test(name));
  return versions
    .sort()
    .reverse()
    .flatMap((name) => PLAYWRIGHT_BINARIES.map((parts) => path.join(folder, name, ...parts)));
};

const windowsBrowsers = () =>
  ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => process.env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      path.join(folder, 'Chromium', 'Application', 'chrome.exe'),
    ]);

const macBrowsers = () =>
  ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
    ['/Applications', path.join(os.homedir(), 'Applications')].map((folder) =>
      path.join(folder, `${name}.app`, 'Contents', 'MacOS', name),
    ),
  );

const linuxBrowsers = () =>
  ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'].flatMap(onPath);

/** The first Chromium-based browser of this machine, or null. `SHODO_CHROMIUM` names one. */
export const findChromium = () => {
  const named = process.env['SHODO_CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`SHODO_CHROMIUM names a file that does not exist: ${named}`);
  }
  const usual =
    process.platform === 'win32' ? windowsBrowsers() : process.platform === 'darwin' ? macBrowsers() : linuxBrowsers();
  return [...usual, ...playwrightBrowsers()].find((file) => existsSync(file)) ?? null;
};
