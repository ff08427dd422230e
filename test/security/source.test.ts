import { describe, expect, it } from 'vitest';
import { ROOT } from '../../tools/build/paths.mjs';
import { ALLOWED, isFor } from './allowed';
import { scanFolder, scanText, sourceFiles, type Finding } from './scan';

const place = ({ rule, file, line, text }: Finding): string => `${rule}: ${file}:${line} ${text}`;
const isAllowed = (finding: Finding): boolean => ALLOWED.some((entry) => isFor(entry, finding));

const findings = ['src', 'tools'].flatMap((folder) => scanFolder(ROOT, folder));

describe('the source', () => {
  it('does nothing that the security rules forbid', () => {
    expect(sourceFiles(ROOT, 'src').length).toBeGreaterThan(50);
    expect(findings.filter((finding) => !isAllowed(finding)).map(place)).toEqual([]);
  });

  it('has no exception that is not needed any more', () => {
    const unused = ALLOWED.filter((entry) => !findings.some((finding) => isFor(entry, finding)));
    expect(unused).toEqual([]);
  });
});

const PLANTED: readonly (readonly [rule: string, code: string])[] = [
  ['network', 'await fetch("/x");'],
  ['network', 'new XMLHttpRequest();'],
  ['network', 'new WebSocket(url);'],
  ['network', 'new EventSource(url);'],
  ['network', 'new RTCPeerConnection();'],
  ['network', 'navigator.sendBeacon(url);'],
  ['network', 'new WebTransport(url);'],
  ['network', 'globalThis["fetch"](url);'],
  ['network', 'const { fetch: get } = globalThis;'],
  ['network', 'window?.fetch?.(url);'],
  ['network', "import { request } from 'node:https';"],
  ['network', "import net from 'net';"],
  ['network', "export * from 'node:tls';"],
  ['network', "const dgram = require('node:dgram');"],
  ['network', "await import('node:dns/promises');"],
  ['network', "import { autoUpdater } from 'electron';"],
  ['network', 'electron.crashReporter.start({});'],
  ['open-external', 'shell.openExternal(url);'],
  ['open-external', "shell['openExternal'](url);"],
  ['markup', 'element.innerHTML = text;'],
  ['markup', 'element["outerHTML"] = text;'],
  ['markup', 'element.insertAdjacentHTML("beforeend", text);'],
  ['markup', 'const a = <div dangerouslySetInnerHTML={{ __html: text }} />;'],
  ['markup', 'const a = <iframe title="x" />;'],
  ['markup', 'const a = <webview />;'],
  ['code', 'eval(text);'],
  ['code', '(0, eval)(text);'],
  ['code', 'new Function("return 1");'],
  ['code', "import vm from 'node:vm';"],
  ['code', 'contents.executeJavaScript(text);'],
  ['code', 'location.href = "javascript:void 0";'],
  ['loose-electron', 'const o = { webSecurity: false };'],
  ['loose-electron', 'const o = { nodeIntegration: true };'],
  ['loose-electron', 'const o = { webviewTag: true };'],
  ['loose-electron', 'document.createElement("webview");'],
  ['loose-electron', 'app.commandLine.appendSwitch("remote-debugging-port", "1");'],
  ['no-sandbox', 'app.commandLine.appendSwitch("no-sandbox");'],
  ['no-sandbox', 'const a = `--no-sandbox ${x}`;'],
  ['raw-ipc', "import { ipcMain } from 'electron';"],
  ['raw-ipc', 'electron.ipcRenderer.send("x");'],
  ['address', 'const a = "https://example.com/";'],
  ['address', 'const a = `http://${host}/`;'],
  ['address', 'const a = `${b}ws://${host}/`;'],
  ['address', 'const a = <p>see https://example.com</p>;'],
];

describe('the scan itself', () => {
  it.each(PLANTED)('finds %s in %s', (rule, code) => {
    expect(scanText('planted.tsx', code).map((finding) => finding.rule)).toContain(rule);
  });

  it('leaves comments and harmless look-alikes alone', () => {
    const code = [
      '// fetch("https://example.com") in a comment',
      "const note = 'fetched the evaluation of innerHtml';",
      "if (typeof note === 'function') prefetch(note);",
      'const evaluate = (functionName: string) => functionName;',
    ].join('\n');
    expect(scanText('harmless.ts', code)).toEqual([]);
  });
});
