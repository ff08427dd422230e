/**
 * The few places that may do what the source scan forbids elsewhere, each with its reason. `only` narrows an entry to
 * findings whose text matches; a `file` that ends in a slash is a folder. An entry that matches nothing is an error: the list can only shrink with the code.
 */
export type Allowed = { rule: string; file: string; only?: RegExp; why: string };

export const ALLOWED: readonly Allowed[] = [
  { rule: 'address', file: 'src/core/', why: 'data: core has neither network nor page to use an address with' },
  {
    rule: 'network',
    file: 'src/host/loopback/client/transport.ts',
    only: /^fetch$/u,
    why: 'calls its own server, same origin',
  },
  { rule: 'network', file: 'src/host/loopback/server/server.ts', why: 'the server itself, bound to 127.0.0.1' },
  { rule: 'network', file: 'src/host/loopback/server/access.ts', only: /node:http/u, why: 'type of a request' },
  { rule: 'network', file: 'src/host/loopback/server/body.ts', only: /node:http/u, why: 'type of a request' },
  { rule: 'network', file: 'src/host/loopback/server/hashing.ts', only: /node:http/u, why: 'type of a request' },
  { rule: 'address', file: 'src/host/loopback/server/server.ts', only: /^`http:\/\/\$\{$/u, why: 'its own address' },
  {
    rule: 'address',
    file: 'src/host/loopback/server/access.ts',
    only: /^`http:\/\/\$\{$/u,
    why: 'its own origin, compared',
  },
  { rule: 'raw-ipc', file: 'src/host/electron/main/registrar.ts', only: /^ipcMain$/u, why: 'the registrar' },
  { rule: 'raw-ipc', file: 'src/host/electron/preload/bridge.ts', only: /^ipcRenderer$/u, why: 'the bridge' },
  {
    rule: 'loose-electron',
    file: 'src/host/electron/main/window.ts',
    only: /^(?:nodeIntegration(?:InWorker|InSubFrames)?|webviewTag)$/u,
    why: 'written out as false; the test of the main process checks the values',
  },
  {
    rule: 'network',
    file: 'src/adapters/jspdf/worker.ts',
    only: /^fetch$/u,
    why: 'reads the bundled fonts, same origin',
  },
  {
    rule: 'address',
    file: 'src/adapters/jspdf/archive.ts',
    only: /xmlns:/u,
    why: 'names of XML namespaces, never contacted',
  },
  { rule: 'no-sandbox', file: 'tools/start/window.mjs', why: 'only as root on Linux, with a warning' },
  { rule: 'no-sandbox', file: 'tools/browser.mjs', why: 'only as root on Linux, for benchmarks and tests' },
  {
    rule: 'network',
    file: 'tools/start/electron.mjs',
    only: /^fetch$/u,
    why: 'asks whether Electron’s runtime can be had',
  },
  {
    rule: 'address',
    file: 'tools/start/electron.mjs',
    only: /github\.com\/electron/u,
    why: 'where Electron’s runtime comes from',
  },
  {
    rule: 'address',
    file: 'tools/package/runtime.mjs',
    only: /github\.com\/electron/u,
    why: 'told to the person, who fetches the runtime elsewhere',
  },
];

export const isFor = ({ rule, file, only }: Allowed, found: { rule: string; file: string; text: string }): boolean =>
  rule === found.rule &&
  (file.endsWith('/') ? found.file.startsWith(file) : found.file === file) &&
  (only?.test(found.text) ?? true);
