import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export type Finding = { rule: string; file: string; line: number; text: string };

/** A name that must not be read, called or imported, with the reason. */
type Forbidden = { rule: string; why: string };

const NETWORK: Forbidden = { rule: 'network', why: 'nothing of the application opens a connection' };
const SHELL: Forbidden = { rule: 'open-external', why: 'links are shown as text; nothing is opened outside' };
const MARKUP: Forbidden = { rule: 'markup', why: 'imported text is never HTML' };
const CODE: Forbidden = { rule: 'code', why: 'no text becomes code' };
const LOOSE: Forbidden = { rule: 'loose-electron', why: 'an Electron option that loosens a default' };
const RAW_IPC: Forbidden = { rule: 'raw-ipc', why: 'only the registrar and the preload bridge speak IPC' };

/** Identifiers and property names, in any position. */
const NAMES: Readonly<Record<string, Forbidden>> = {
  fetch: NETWORK,
  XMLHttpRequest: NETWORK,
  WebSocket: NETWORK,
  WebSocketStream: NETWORK,
  EventSource: NETWORK,
  RTCPeerConnection: NETWORK,
  sendBeacon: NETWORK,
  WebTransport: NETWORK,
  autoUpdater: NETWORK,
  crashReporter: NETWORK,
  openExternal: SHELL,
  openPath: SHELL,
  innerHTML: MARKUP,
  outerHTML: MARKUP,
  insertAdjacentHTML: MARKUP,
  setHTMLUnsafe: MARKUP,
  dangerouslySetInnerHTML: MARKUP,
  createContextualFragment: MARKUP,
  srcdoc: MARKUP,
  eval: CODE,
  Function: CODE,
  executeJavaScript: CODE,
  webSecurity: LOOSE,
  allowRunningInsecureContent: LOOSE,
  experimentalFeatures: LOOSE,
  enableBlinkFeatures: LOOSE,
  nodeIntegrationInSubFrames: LOOSE,
  nodeIntegrationInWorker: LOOSE,
  nodeIntegration: LOOSE,
  webviewTag: LOOSE,
  ipcMain: RAW_IPC,
  ipcRenderer: RAW_IPC,
};

/** Modules that open connections or run text. */
const MODULES: Readonly<Record<string, Forbidden>> = Object.fromEntries(
  ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'dns/promises', 'inspector', 'vm', 'repl'].flatMap(
    (name) => {
      const forbidden = ['inspector', 'vm', 'repl'].includes(name) ? CODE : NETWORK;
      return [
        [name, forbidden],
        [`node:${name}`, forbidden],
      ];
    },
  ),
);

/** Texts: addresses, switches and tags that have their effect as strings. */
const TEXTS: readonly { pattern: RegExp; forbidden: Forbidden }[] = [
  { pattern: /\b(?:https?|wss?|ftp):\/\//iu, forbidden: { rule: 'address', why: 'no address is ever contacted' } },
  { pattern: /no-sandbox/iu, forbidden: { rule: 'no-sandbox', why: 'the sandbox stays on' } },
  { pattern: /disable-web-security|remote-debugging|ignore-certificate-errors/iu, forbidden: LOOSE },
  { pattern: /^webview$/iu, forbidden: LOOSE },
  { pattern: /^javascript:/iu, forbidden: CODE },
];

const nameFinding = (node: ts.Node): Forbidden | undefined =>
  ts.isIdentifier(node) ? own(NAMES, node.text) : undefined;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const isModuleName = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node.parent) ||
  ts.isExportDeclaration(node.parent) ||
  ts.isExternalModuleReference(node.parent) ||
  (ts.isCallExpression(node.parent) && /^(?:import|require)$/u.test(node.parent.expression.getText()));

const textFindings = (node: ts.Node): Forbidden[] => {
  if (
    !ts.isStringLiteralLike(node) &&
    !ts.isTemplateHead(node) &&
    !ts.isTemplateMiddleOrTemplateTail(node) &&
    !ts.isJsxText(node)
  ) {
    return [];
  }
  const module = isModuleName(node) ? own(MODULES, node.text) : undefined;
  const name = ts.isStringLiteralLike(node) ? own(NAMES, node.text) : undefined;
  const texts = TEXTS.filter(({ pattern }) => pattern.test(node.text)).map(({ forbidden }) => forbidden);
  // A quoted name is as good as the name: window['fetch'].
  const quoted = name !== undefined && ts.isElementAccessExpression(node.parent) ? [name] : [];
  return [...(module === undefined ? [] : [module]), ...texts, ...quoted];
};

const jsxFindings = (node: ts.Node): Forbidden[] =>
  (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) &&
  /^(?:webview|iframe|object|embed)$/u.test(node.tagName.getText())
    ? [MARKUP]
    : [];

/** All findings in one source text. Comments are not code and are not looked at. */
export const scanText = (file: string, text: string): Finding[] => {
  const kind = /\.tsx$/u.test(file) ? ts.ScriptKind.TSX : /\.m?js$/u.test(file) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, kind);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameFinding(node);
    for (const { rule } of [...(name === undefined ? [] : [name]), ...textFindings(node), ...jsxFindings(node)]) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      findings.push({ rule, file, line, text: node.getText(source).slice(0, 80) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return findings;
};

/** Every source file below `folder`, as paths relative to `root` with forward slashes. */
export const sourceFiles = (root: string, folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mts|js|mjs|cjs)$/u.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));

export const scanFolder = (root: string, folder: string): Finding[] =>
  sourceFiles(root, folder).flatMap((file) => scanText(file, readFileSync(path.join(root, file), 'utf8')));
