import { session, type Session } from 'electron';
import { APP_ORIGIN, APP_SCHEME, isAppUrl } from './origin';

/** No `persist:` in front: the session lives in memory, and no plaintext of a case reaches the disk. */
const PARTITION = 'shodo';

/** The only permissions that our own page has; every other name is denied, known or not. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'fullscreen']);

export const createAppSession = (): Session => session.fromPartition(PARTITION, { cache: false });

/** Default deny in every handler that Electron has; a handler that is not set would mean "allow". */
export const setupPermissions = (appSession: Session): void => {
  const isAllowed = (permission: string, isMainFrame: boolean, url: string): boolean =>
    ALLOWED_PERMISSIONS.has(permission) && isMainFrame && isAppUrl(url);
  appSession.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(isAllowed(permission, details.isMainFrame, details.requestingUrl)),
  );
  appSession.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isAllowed(permission, details.isMainFrame, requestingOrigin),
  );
  appSession.setDevicePermissionHandler(() => false);
  appSession.setDisplayMediaRequestHandler((_request, callback) => callback({}));
  appSession.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses);
  appSession.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  for (const chooser of ['select-hid-device', 'select-serial-port', 'select-usb-device'] as const) {
    appSession.on(chooser as 'select-hid-device', (event, _details, callback) => {
      event.preventDefault();
      // The serial chooser takes an empty string for "none" where the others take nothing; both accept the empty one.
      callback('');
    });
  }
};

/** Cancels every request that does not stay inside the application, websockets included. */
export const setupRequestFilter = (appSession: Session, allowDevTools: boolean): void => {
  const allowed = [`${APP_SCHEME}:`, 'blob:', ...(allowDevTools ? ['devtools:'] : [])];
  appSession.webRequest.onBeforeRequest((details, callback) => {
    const { protocol } = new URL(details.url);
    const own = protocol !== `${APP_SCHEME}:` || isAppUrl(details.url);
    const ownBlob = protocol !== 'blob:' || details.url.startsWith(`blob:${APP_ORIGIN}/`);
    callback({ cancel: !(allowed.includes(protocol) && own && ownBlob) });
  });
};

/** Dictionaries would be downloaded; files are written by the save dialog only. */
export const setupQuietSession = (appSession: Session): void => {
  appSession.setSpellCheckerEnabled(false);
  appSession.on('will-download', (event) => event.preventDefault());
};
