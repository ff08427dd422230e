import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from '../../../src/contract/csp';
import { decodeWire, encodeWire, WIRE_CONTENT_TYPE } from '../../../src/contract/wire';
import { writeManifest } from '../../support/built-page';
import { startTestApp, type TestApp } from '../../support/loopback-app';

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
const utf8 = {
  encode: (text: string) => Buffer.from(text),
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
};

let dist: string;
let app: TestApp;

const ask = (options: RequestOptions, body: Uint8Array = new Uint8Array()): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: app.port, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });

const startPath = (): string => new URL(app.url).pathname;
const signIn = async (): Promise<string> => {
  const { headers } = await ask({ path: startPath() });
  return (headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '';
};
const own = (cookie: string): Record<string, string> => ({
  origin: `http://127.0.0.1:${app.port}`,
  'content-type': WIRE_CONTENT_TYPE,
  cookie,
});
const wire = (value: unknown): Uint8Array => Buffer.concat(encodeWire(value, utf8));
const call = (headers: Record<string, string>, method = 'app.info', body = wire({})) =>
  ask(
    { method: 'POST', path: `/call/${method}`, headers: { ...headers, 'content-length': String(body.length) } },
    body,
  );
const replyOf = (answer: Answer) => decodeWire(answer.body, utf8) as { ok: boolean; code?: string; value?: unknown };

beforeAll(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'shodo-dist-'));
  mkdirSync(path.join(dist, 'renderer', 'assets'), { recursive: true });
  writeFileSync(path.join(dist, 'renderer', 'index.html'), '<!doctype html><title>Shodo</title>');
  writeFileSync(path.join(dist, 'renderer', 'assets', 'main.js'), 'export {};');
  writeManifest(dist);
  writeFileSync(path.join(dist, 'renderer', 'not-listed.js'), 'secret');
  writeFileSync(path.join(dist, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));
beforeEach(async () => {
  app = await startTestApp(dist);
});
afterEach(async () => {
  expect(app.internal).toEqual([]);
  await app.stop();
});

describe('the way in that is meant', () => {
  it('exchanges the token for a strict cookie, then serves the page and answers calls', async () => {
    const start = await ask({ path: startPath() });
    expect(start.status).toBe(303);
    expect(start.headers.location).toBe('/');
    expect(start.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^shodo-${app.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    const cookie = (start.headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '';
    const page = await ask({ path: '/', headers: { cookie } });
    expect(page.body.toString()).toContain('<title>Shodo</title>');
    const info = await call(own(cookie));
    expect(replyOf(info)).toEqual({ ok: true, value: { version: '0.0.0', host: 'loopback' } });
  });

  it('sends the security headers with every kind of answer', async () => {
    const cookie = await signIn();
    const answers = [
      await ask({ path: '/', headers: { cookie } }),
      await ask({ path: '/assets/main.js', headers: { cookie } }),
      await call(own(cookie)),
      await ask({ path: '/nothing', headers: { cookie } }),
      await ask({ path: '/' }),
    ];
    for (const { headers } of answers) expect(headers).toMatchObject(SECURITY_HEADERS);
    expect(answers[0]?.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    expect(answers[1]?.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });
});

describe('the token', () => {
  it('dies at its first use, also for the browser that used it', async () => {
    const cookie = await signIn();
    const second = await ask({ path: startPath() });
    expect(second.status).toBe(403);
    expect(second.headers['set-cookie']).toBeUndefined();
    expect(second.body.toString()).toContain('最初に開いたブラウザ');
    expect((await ask({ path: startPath(), headers: { cookie } })).status).toBe(403);
  });

  it('is not spent by a wrong guess, by HEAD, by another host, or by a page of another site', async () => {
    expect((await ask({ path: '/start/AAAA' })).status).toBe(404);
    await ask({ path: startPath(), method: 'HEAD' });
    await ask({ path: startPath(), headers: { host: `shodo.example:${app.port}` } });
    await ask({ path: startPath(), headers: { 'sec-fetch-site': 'cross-site' } });
    await ask({ path: startPath(), headers: { 'sec-fetch-site': 'same-site' } });
    expect((await ask({ path: startPath() })).status).toBe(303);
  });

  it('is different at every start', async () => {
    const other = await startTestApp(dist);
    expect(new URL(other.url).pathname).not.toBe(startPath());
    await other.stop();
  });
});

describe('every other way in', () => {
  it('refuses a host name that is not exactly 127.0.0.1 and the port (DNS rebinding)', async () => {
    const cookie = await signIn();
    const names = ['localhost', 'evil.example', '127.0.0.1.evil.example', '[::1]', '127.1', '0.0.0.0', '2130706433'];
    for (const host of [...names.map((name) => `${name}:${app.port}`), '127.0.0.1', `127.0.0.1:${app.port + 1}`]) {
      expect((await call({ ...own(cookie), host })).status, host).toBe(421);
      expect((await ask({ path: '/', headers: { cookie, host } })).status, host).toBe(421);
    }
  });

  it('refuses a call with a wrong, absent or look-alike origin', async () => {
    const cookie = await signIn();
    const here = `http://127.0.0.1:${app.port}`;
    const origins = [
      `http://localhost:${app.port}`,
      'null',
      'https://evil.example',
      `${here}.evil.example`,
      `${here}0`,
      `https://127.0.0.1:${app.port}`,
    ];
    for (const origin of origins) expect((await call({ ...own(cookie), origin })).status, origin).toBe(403);
    const { origin: _left, ...without } = own(cookie);
    expect((await call(without)).status).toBe(403);
    expect((await call({ ...own(cookie), 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await call({ ...own(cookie), 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('refuses everything without the cookie, or with a wrong or another port’s one', async () => {
    const cookie = await signIn();
    const value = cookie.split('=')[1] ?? '';
    for (const wrong of [
      '',
      `shodo-${app.port}=`,
      `shodo-${app.port}=${'A'.repeat(43)}`,
      `shodo-1=${value}`,
      `shodo=${value}`,
    ]) {
      expect((await call(own(wrong))).status, wrong).toBe(403);
      expect((await ask({ path: '/', headers: { cookie: wrong } })).status, wrong).toBe(403);
    }
  });

  it('refuses other methods and content types', async () => {
    const cookie = await signIn();
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE']) {
      expect((await ask({ method, path: '/call/app.info', headers: own(cookie) })).status, method).toBe(405);
    }
    for (const type of [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      `${WIRE_CONTENT_TYPE};x=1`,
    ]) {
      expect((await call({ ...own(cookie), 'content-type': type })).status, type).toBe(415);
    }
    expect((await ask({ path: '/call/app.info', headers: own(cookie) })).status).toBe(404);
    expect((await ask({ method: 'POST', path: '/', headers: own(cookie) })).status).toBe(404);
  });

  it('serves only what the manifest lists, in whatever way a path is spelt', async () => {
    const cookie = await signIn();
    const paths = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/assets/../../secret.txt',
      '/..\\secret.txt',
    ];
    const more = [
      '/%5c..%5csecret.txt',
      '/secret.txt',
      '/not-listed.js',
      '/index.html%00.js',
      '/%',
      '//etc/passwd',
      '/etc/passwd',
    ];
    for (const target of [
      ...paths,
      ...more,
      '/renderer/index.html',
      '/INDEX.html',
      '/assets/',
      `/${'a'.repeat(400)}`,
    ]) {
      const answer = await ask({ path: target, headers: { cookie } });
      expect(answer.status, target).toBe(404);
      expect(answer.body.toString()).not.toContain('secret');
    }
  });

  it('refuses unknown methods, inherited names and the file methods', async () => {
    const cookie = await signIn();
    for (const method of [
      'nothing',
      'constructor',
      '__proto__',
      'toString',
      'files.pick',
      'files.read',
      'files.save',
    ]) {
      expect(replyOf(await call(own(cookie), method)), method).toMatchObject({ ok: false, code: 'invalid-argument' });
    }
  });

  it('refuses a body that is too large, announced or not, and stays usable', async () => {
    const cookie = await signIn();
    const big = await ask({
      method: 'POST',
      path: '/call/app.info',
      headers: { ...own(cookie), 'content-length': '2000000' },
    });
    expect(replyOf(big)).toMatchObject({ ok: false, code: 'too-large' });
    const chunked = ask({ method: 'POST', path: '/call/app.info', headers: own(cookie) }, Buffer.alloc(3_000_000));
    const outcome = await chunked.then(
      (answer) => replyOf(answer).code,
      (error: NodeJS.ErrnoException) => error.code,
    );
    expect(['too-large', 'ECONNRESET', 'EPIPE']).toContain(outcome);
    expect((await call(own(cookie))).status).toBe(200);
  });

  it('refuses malformed bodies and extra arguments as invalid', async () => {
    const cookie = await signIn();
    const bodies = ['', '{}', '5\n{}', '99\n{}', '2\n{}', '4\nnull', '-1\n', '00002\n{}', '\xff\xff\n'].map((text) =>
      Buffer.from(text, 'latin1'),
    );
    const shifted = [
      '{"value":{},"bytes":[{"path":["__proto__","x"],"length":0}]}',
      '{"value":{"a":1},"bytes":[{"path":["a"],"length":0}]}',
      '{"value":null,"bytes":[{"path":[],"length":9}]}',
      '{"value":{},"bytes":[{"path":["toString"],"length":0}]}',
    ].map((text) => Buffer.from(`${text.length}\n${text}`));
    for (const body of [...bodies, ...shifted, wire({ extra: 1 })]) {
      expect(replyOf(await call(own(cookie), 'app.info', body)), body.toString()).toMatchObject({
        ok: false,
        code: 'invalid-argument',
      });
    }
  });

  it('is bound to 127.0.0.1 only', async () => {
    const listed = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const others = [...listed, { address: '127.0.0.2' }, { address: '::1' }].filter(
      ({ address }) => address !== '127.0.0.1',
    );
    for (const { address } of others) {
      const reached = await new Promise<boolean>((resolve) => {
        const socket = connect({ host: address, port: app.port, timeout: 1000 }, () => resolve(true));
        socket.on('error', () => resolve(false)).on('timeout', () => resolve(false));
      });
      expect(reached, address).toBe(false);
    }
  });
});
