import { homedir } from 'node:os';
import { z } from 'zod';
import { HostError } from '../../contract/errors';
import type { FileAccess } from '../../contract/files';
import { startLoopbackServer } from '../../host/loopback/server/server';
import { createNodeHost } from '../../host/node';
import { readStaticManifest } from '../../host/node/static-manifest';
import { dataFolder } from '../../host/node/data-folder';
import { startLanguage } from '../../host/node/start-language';

z.config({ jitless: true });

export type LoopbackAppOptions = {
  /** Folder of the vault and the cases, made when missing; null for the usual one. */
  dataDir: string | null;
  /** Folder of the build (`dist`). */
  distDir: string;
  version: string;
  /** `ja` or `en`, written into the preferences before the first screen; null leaves them as they are. */
  language: string | null;
};
/** `url` works once, for one browser. `close` ends the connections, closes every case and forgets all keys. */
export type LoopbackApp = { url: string; close: () => Promise<void> };

/** Here the browser chooses and saves files; a call that reaches this is not one of ours. */
const noFiles = (): Promise<never> => Promise.reject(new HostError('refused', 'files stay in the browser'));
const fileAccess: FileAccess = { pick: noFiles, save: noFiles };

/** Starts the application without Electron: the Node host behind the loopback server. */
export const startLoopbackApp = async (options: LoopbackAppOptions): Promise<LoopbackApp> => {
  const { distDir, version, language } = options;
  const surroundings = { platform: process.platform, home: homedir(), env: process.env };
  const dataDir = dataFolder(options.dataDir, surroundings);
  const host = createNodeHost({ dataDir, fileAccess, now: () => new Date(), version, kind: 'loopback' });
  await startLanguage(host, language, Intl.DateTimeFormat().resolvedOptions().locale);
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
