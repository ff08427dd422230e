import { hostFromTransport } from './call';
import type { Host, HostMethod } from './host';

/** Name under which the preload script exposes the bridge; the only key it adds to `window`. */
export const BRIDGE_KEY = 'shodoHost';

/** IPC channel of a method. */
export const channelOf = (method: HostMethod): string => `shodo:${method}`;

/** What the preload script exposes: one function for each method, each answering with a `Reply`. */
export type HostBridge = { readonly [M in HostMethod]: (args: unknown) => Promise<unknown> };

/** The Host of a renderer that runs in Electron: `createElectronHostClient(window.shodoHost)`. */
export const createElectronHostClient = (bridge: HostBridge): Host =>
  hostFromTransport((method, args) => bridge[method](args));
