import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { answerCall, type Reply } from '../../../contract/call';
import { channelOf } from '../../../contract/bridge';
import { HOST_METHOD_NAMES, type Host, type HostMethod } from '../../../contract/host';
import { APP_ORIGIN, isAppUrl } from './origin';

export type Registrar = {
  /** Calls from this page's main frame are answered from now on. */
  trust: (contents: WebContents) => void;
  /** Calls that are being answered. */
  pending: () => number;
  /** Resolves when no call is being answered. */
  idle: () => Promise<void>;
};

const REFUSED: Reply = { ok: false, code: 'refused', detail: 'sender' };

/** A known page, its main frame, and exactly our origin. A frame that is gone or has no address is refused. */
const isOwnSender = (event: IpcMainInvokeEvent, trusted: ReadonlySet<WebContents>): boolean => {
  const frame = event.senderFrame;
  return (
    trusted.has(event.sender) &&
    frame !== null &&
    frame.parent === null &&
    frame.frameTreeNodeId === event.sender.mainFrame.frameTreeNodeId &&
    frame.origin === APP_ORIGIN &&
    isAppUrl(frame.url)
  );
};

/** Answers the Host's methods, and only those, over IPC. The only place that touches `ipcMain`. */
export const setupRegistrar = (host: Host, logInternal: (method: string, error: unknown) => void): Registrar => {
  const trusted = new Set<WebContents>();
  const running = new Set<Promise<unknown>>();
  const answer = (method: HostMethod, args: unknown): Promise<Reply> => {
    const reply = answerCall(host, method, args, logInternal);
    running.add(reply);
    return reply.finally(() => running.delete(reply));
  };
  for (const method of HOST_METHOD_NAMES) {
    ipcMain.handle(channelOf(method), (event, args: unknown) =>
      isOwnSender(event, trusted) ? answer(method, args) : REFUSED,
    );
  }
  return {
    trust: (contents) => {
      trusted.add(contents);
      contents.once('destroyed', () => trusted.delete(contents));
    },
    pending: () => running.size,
    idle: async () => {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
};
