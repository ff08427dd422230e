import { createSocket, type Socket } from 'node:dgram';
import { rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quietSwitches } from '../../tools/start/chromium.mjs';
import { buildHostPage } from '../support/built-page';
import { launchChromium } from '../support/chromium';
import { startTestApp } from '../support/loopback-app';

/** Listens for anything that arrives. */
type Sinks = { tcp: number; udp: number; seen: { tcp: number; udp: number } };

let tcp: Server;
let udp: Socket;
let plain: HttpServer;
let dist: string;
const seen = { tcp: 0, udp: 0 };

beforeAll(async () => {
  tcp = createServer((socket) => {
    seen.tcp += 1;
    socket.on('error', () => undefined).destroy();
  });
  udp = createSocket('udp4').on('message', () => (seen.udp += 1));
  plain = createHttpServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>control</title><body></body>');
  });
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  dist = await buildHostPage();
});
afterAll(async () => {
  tcp.close();
  udp.close();
  plain.close();
  rmSync(dist, { recursive: true, force: true });
});

const sinks = (): Sinks => ({ tcp: (tcp.address() as AddressInfo).port, udp: udp.address().port, seen });

/** Tries every way out of a page that we know of. Each one may fail; what counts is what arrives. */
const tryEveryWayOut = async (page: Page, { tcp: port, udp: stun }: Sinks): Promise<void> => {
  await page.evaluate(
    async ([tcpPort, stunPort]) => {
      const target = `http://127.0.0.1:${tcpPort}`;
      const add = (name: string, properties: Record<string, string>): void => {
        document.body.append(Object.assign(document.createElement(name), properties));
      };
      const attempts: (() => unknown)[] = [
        () => fetch(`${target}/fetch`, { mode: 'no-cors' }),
        () => {
          const request = new XMLHttpRequest();
          request.open('GET', `${target}/xhr`);
          request.send();
        },
        () => navigator.sendBeacon(`${target}/beacon`, 'x'),
        () => new WebSocket(`ws://127.0.0.1:${tcpPort}/socket`),
        () => new EventSource(`${target}/events`),
        () => new WebTransport(`https://127.0.0.1:${tcpPort}/transport`),
        () => (new Image().src = `${target}/image`),
        () => new Audio(`${target}/audio`).load(),
        () => new FontFace('x', `url(${target}/font)`).load(),
        () => add('link', { rel: 'stylesheet', href: `${target}/style` }),
        () => add('link', { rel: 'prefetch', href: `${target}/prefetch` }),
        () => add('link', { rel: 'preconnect', href: target }),
        () => add('link', { rel: 'modulepreload', href: `${target}/module` }),
        () => add('script', { src: `${target}/script` }),
        () => add('iframe', { src: `${target}/frame` }),
        () => add('object', { data: `${target}/object` }),
        () => add('embed', { src: `${target}/embed` }),
        () => import(/* @vite-ignore */ `${target}/import`),
        () => new Worker(URL.createObjectURL(new Blob([`fetch('${target}/worker')`]))),
        () => {
          const form = Object.assign(document.createElement('form'), {
            method: 'POST',
            action: `${target}/form`,
            target: 'out',
          });
          add('iframe', { name: 'out' });
          document.body.append(form);
          form.submit();
        },
        () => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`body { background: url(${target}/background) }`);
          document.adoptedStyleSheets = [sheet];
        },
        async () => {
          const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${stunPort}` }] });
          peer.createDataChannel('x');
          await peer.setLocalDescription(await peer.createOffer());
        },
      ];
      for (const attempt of attempts) {
        await Promise.resolve()
          .then(attempt)
          .catch(() => undefined);
      }
    },
    [port, stun],
  );
  await page.waitForTimeout(2500);
};

describe('ways out of a page', () => {
  it('are real: without our policy and switches the same attempts arrive', async () => {
    const browser = await launchChromium();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`);
    Object.assign(seen, { tcp: 0, udp: 0 });
    await tryEveryWayOut(page, sinks());
    await browser.close();
    expect(seen.tcp).toBeGreaterThan(8);
    expect(seen.udp).toBeGreaterThan(0);
  });

  it('are all closed in the application’s page: nothing arrives by TCP or UDP', async () => {
    const app = await startTestApp(dist);
    const browser = await launchChromium(quietSwitches(`127.0.0.1:${app.port}`));
    const page = await browser.newPage();
    await page.goto(app.url);
    const requested: string[] = [];
    page.on('request', (request) => requested.push(request.url()));
    Object.assign(seen, { tcp: 0, udp: 0 });
    await tryEveryWayOut(page, sinks());
    await browser.close();
    await app.stop();
    expect(seen).toEqual({ tcp: 0, udp: 0 });
  });

  it('lead nowhere even by navigation: no name is resolved, no address but our own is reached', async () => {
    const browser = await launchChromium(quietSwitches('127.0.0.1:1'));
    const page = await browser.newPage();
    for (const url of ['http://example.com/', 'http://198.51.100.7/', 'https://localhost.example/']) {
      await expect(page.goto(url, { timeout: 5000 })).rejects.toThrow(
        /ERR_(?:PROXY_CONNECTION_FAILED|NAME_NOT_RESOLVED)/u,
      );
    }
    await browser.close();
  });
});

describe('text in the application’s page', () => {
  it('never becomes code or markup', async () => {
    const app = await startTestApp(dist);
    const browser = await launchChromium(quietSwitches(`127.0.0.1:${app.port}`));
    const page = await browser.newPage();
    await page.goto(app.url);
    const outcome = await page.evaluate(async () => {
      // What the driver itself runs is exempt from the ban on eval; a timer's work is the page's own again.
      await new Promise((resolve) => setTimeout(resolve, 0));
      const attempt = (run: () => unknown): string => {
        try {
          run();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const element = document.createElement('div');
      document.body.append(element);
      const inline = document.createElement('style');
      inline.textContent = 'body { color: rgb(1, 2, 3) }';
      document.head.append(inline);
      return {
        // The very things that the linter forbids.
        // eslint-disable-next-line no-eval
        indirectEval: attempt(() => (0, eval)('1')),
        // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval
        functionOfText: attempt(() => new Function('return 1')),
        innerHtml: attempt(() => (element.innerHTML = '<b>x</b>')),
        documentWrite: attempt(() => document.write('<b>x</b>')),
        scriptAddress: attempt(() => (document.createElement('script').src = 'data:text/javascript,1')),
        foreignPolicy: attempt(() =>
          (
            window as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
          ).trustedTypes.createPolicy('other', {}),
        ),
        inlineStyle: getComputedStyle(document.body).color,
      };
    });
    await browser.close();
    await app.stop();
    expect(outcome).toEqual({
      indirectEval: 'EvalError',
      functionOfText: 'EvalError',
      innerHtml: 'TypeError',
      documentWrite: 'TypeError',
      scriptAddress: 'TypeError',
      foreignPolicy: 'TypeError',
      inlineStyle: 'rgb(0, 0, 0)',
    });
  });
});
