import { answerCall, hostFromTransport } from '../../../contract/call';
import { HostError } from '../../../contract/errors';
import { createFileMethods } from '../../../contract/files';
import type { Host } from '../../../contract/host';
import { browserFileAccess, newBrowserHasher } from './files';
import { sendCall } from './transport';

/** The Host of a page that the loopback server serves. Files are chosen, read and saved by the browser itself. */
export const createLoopbackHost = (): Host => {
  const remote = hostFromTransport(sendCall);
  const { methods, releaseAll } = createFileMethods({
    fileAccess: browserFileAccess,
    newHasher: newBrowserHasher,
    newToken: () => crypto.randomUUID(),
    ready: async () => {
      const { state } = await remote['vault.status']({});
      if (state !== 'open') throw new HostError('vault-locked', 'files');
    },
  });
  const local: Host = { ...remote, ...methods };
  const host = hostFromTransport((method, args) =>
    // The local methods pass the same checks of arguments and results as the remote ones.
    Object.hasOwn(methods, method)
      ? answerCall(local, method, args, (_method, error) => reportError(error))
      : sendCall(method, args),
  );
  return {
    ...host,
    'vault.lock': async (args) => {
      await releaseAll();
      return host['vault.lock'](args);
    },
  };
};
