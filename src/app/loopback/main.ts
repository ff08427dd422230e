import { z } from 'zod';
import { HostError } from '../../contract/errors';
import type { FileAccess } from '../../contract/files';
import type { Preferences } from '../../contract/host';
import { startLoopbackServer } from '../../host/loopback/server/server';
import { createNodeHost } from '../../host/node/node-host';
import { readStaticManifest } from '../../host/node/static-manifest';

z.config({ jitless: true });

export type LoopbackAppOptions = {
  /** Folder of the vault and the cases; made when missing. */
  dataDir: string;
  /** Folder of the build (`dist`). */
  distDir: string;
  version: string;
  /** Written into the preferences before the first screen; null leaves them as they are. */
  language: Preferences['language'];
};
/** `url` works once, for one browser. `close` ends the connections, closes every case and forgets all keys. */
export type LoopbackApp = { url: string; close: () => Promise<void> };

/** Here the browser chooses and saves files; a call that reaches this is not one of ours. */
const noFiles = (): Promise<never> => Promise.reject(new HostError('refused', 'files stay in the browser'));
const fileAccess: FileAccess = { pick: noFiles, save: noFiles };

/** Starts the application without Electron: the Node host behind the loopback server. */
export const startLoopbackApp = async (options: LoopbackAppOptions): Promise<LoopbackApp> => {
  const { dataDir, distDir, version, language } = options;
  const host = createNodeHost({ dataDir, fileAccess, now: () => new Date(), version, kind: 'loopback' });
  if (language !== null) {
    await host['preferences.set']({ ...(await host['preferences.get']({})), language });
  }
  const server = await startLoopbackServer({
    host,
    manifest: readStaticManifest(distDir),
    logInternal: (place, error) => console.error(`shodo: internal error in ${place}:`, error),
  });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await host['vault.lock']({});
    },
  };
};
