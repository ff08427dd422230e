import { app, protocol } from 'electron';
import { APP_SCHEME } from './origin';

/**
 * Before `ready`: sandbox for every renderer, and a network stack that has nowhere to go. Nothing here is the only
 * guard: requests are also cancelled in the session and forbidden by the content security policy.
 */
export const setupCommandLine = (): void => {
  app.enableSandbox();
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  // A dead proxy, for loopback addresses too: port 9 (discard) is not served by anything of ours.
  app.commandLine.appendSwitch('proxy-server', '127.0.0.1:9');
  app.commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  app.commandLine.appendSwitch('webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
  app.commandLine.appendSwitch('disable-domain-reliability');
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('no-pings');
};

/** Before `ready`: makes `app:` a secure, standard scheme, so that the page has an origin, storage and workers. */
export const setupScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
};
