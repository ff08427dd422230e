import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_KEY, channelOf } from '../../../contract/bridge';
import { HOST_METHOD_NAMES } from '../../../contract/host';

/**
 * Gives the page one function for each method of the Host and nothing else: no `ipcRenderer`, no channel of its choice,
 * no event objects.
 */
export const exposeHostBridge = (): void => {
  const bridge = Object.fromEntries(
    HOST_METHOD_NAMES.map((method) => [method, (args: unknown) => ipcRenderer.invoke(channelOf(method), args)]),
  );
  contextBridge.exposeInMainWorld(BRIDGE_KEY, Object.freeze(bridge));
};
