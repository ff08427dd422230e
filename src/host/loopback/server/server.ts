import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyLimit } from '../../../contract/body-limit';
import { answerCall, isHostMethod, type Reply } from '../../../contract/call';
import { SECURITY_HEADERS } from '../../../contract/csp';
import { HostError } from '../../../contract/errors';
import type { Host } from '../../../contract/host';
import { lookUpFile, type StaticManifest } from '../../../contract/static-files';
import { decodeWire, encodeWire, WIRE_CONTENT_TYPE } from '../../../contract/wire';
import { createAccess, hasOwnHost, isOwnCall, isOwnNavigation, type Access } from './access';
import { readBody } from './body';
import { createHashing, type Hashing } from './hashing';

import { REFUSAL_TEXTS, type Refusal } from './refusals';

export type LoopbackOptions = {
  host: Host;
  manifest: StaticManifest;
  /** Told of failures that are our own fault; the browser only learns `internal`. */
  logInternal: (place: string, error: unknown) => void;
};
/** `url` holds the one-time token. `close` ends all connections; the host itself stays as it is. */
export type LoopbackServer = { url: string; port: number; close: () => Promise<void> };

type Context = LoopbackOptions & { authority: string; access: Access; hashing: Hashing };

/** The only address that is ever bound: nothing outside this machine can reach it. */
const ADDRESS = '127.0.0.1';
const CALL_PREFIX = '/call/';
const HASH_PREFIX = '/file/hash/';
const PROGRESS_PREFIX = '/file/progress/';
const TOKEN = /^[0-9a-f-]{36}$/u;
const STREAM_CONTENT_TYPE = 'application/octet-stream';

const utf8 = { encode: (text: string) => Buffer.from(text), decode: decodeUtf8 };
function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

const refuse = (response: ServerResponse, reason: Refusal): void => {
  const { status, text } = REFUSAL_TEXTS[reason];
  // What is left of a refused body is not read: the connection ends with the answer.
  response.writeHead(status, { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(text);
};

const sendReply = (response: ServerResponse, reply: Reply, close: boolean): void => {
  const parts = encodeWire(reply, utf8);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'content-type': WIRE_CONTENT_TYPE,
    'content-length': String(length),
    ...(close ? { connection: 'close' } : {}),
  });
  parts.forEach((part) => response.write(part));
  response.end();
};

const answerStart = (context: Context, path: string, response: ServerResponse): void => {
  const redeemed = context.access.redeem(path);
  if (redeemed === null) return refuse(response, 'not-found');
  if (redeemed === 'used') return refuse(response, 'token-used');
  response.writeHead(303, { ...SECURITY_HEADERS, location: '/', 'set-cookie': redeemed.cookie });
  response.end();
};

const answerFile = async (context: Context, path: string, request: IncomingMessage, response: ServerResponse) => {
  if (!context.access.hasCookie(request)) return refuse(response, 'no-cookie');
  const file = lookUpFile(context.manifest, path);
  if (file === null) return refuse(response, 'not-found');
  const content = await readFile(file.path);
  const headers = { ...SECURITY_HEADERS, 'content-type': file.contentType, 'content-length': String(content.length) };
  response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : content);
};

const callReply = async (context: Context, method: string, request: IncomingMessage): Promise<Reply> => {
  // Files are chosen, read and saved by the browser: the server never touches a path on its behalf.
  if (!isHostMethod(method) || method.startsWith('files.')) {
    return { ok: false, code: 'invalid-argument', detail: 'unknown method' };
  }
  const body = await readBody(request, bodyLimit(method));
  return answerCall(context.host, method, parsedBody(body), context.logInternal);
};

const parsedBody = (body: Uint8Array): unknown => {
  try {
    return decodeWire(body, utf8);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw new HostError('invalid-argument', 'body');
    throw error;
  }
};

const progressReply = (context: Context, token: string): Reply => ({
  ok: true,
  value: context.hashing.progress(token),
});

/** Runs one POST; refusals of the host's kind become a reply, the rest `internal`. */
const answerPost = async (context: Context, place: string, response: ServerResponse, run: () => Promise<Reply>) => {
  try {
    sendReply(response, await run(), false);
  } catch (error) {
    if (response.destroyed) return;
    if (!(error instanceof HostError)) context.logInternal(place, error);
    const [code, detail] = error instanceof HostError ? [error.code, error.detail] : (['internal', place] as const);
    sendReply(response, { ok: false, code, detail }, true);
  }
};

const routePost = async (context: Context, path: string, request: IncomingMessage, response: ServerResponse) => {
  if (!isOwnCall(request, context.authority)) return refuse(response, 'wrong-origin');
  if (!context.access.hasCookie(request)) return refuse(response, 'no-cookie');
  const type = request.headers['content-type'];
  if (path.startsWith(HASH_PREFIX)) {
    const token = path.slice(HASH_PREFIX.length);
    if (type !== STREAM_CONTENT_TYPE) return refuse(response, 'wrong-type');
    if (!TOKEN.test(token)) return refuse(response, 'not-found');
    const run = async (): Promise<Reply> => ({ ok: true, value: await context.hashing.hash(token, request) });
    return answerPost(context, 'files.hash', response, run);
  }
  if (type !== WIRE_CONTENT_TYPE) return refuse(response, 'wrong-type');
  if (path.startsWith(PROGRESS_PREFIX)) {
    const token = path.slice(PROGRESS_PREFIX.length);
    return answerPost(context, 'files.progress', response, () => Promise.resolve(progressReply(context, token)));
  }
  if (!path.startsWith(CALL_PREFIX)) return refuse(response, 'not-found');
  const method = path.slice(CALL_PREFIX.length);
  return answerPost(context, method, response, () => callReply(context, method, request));
};

const route = async (context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  if (!hasOwnHost(request, context.authority)) return refuse(response, 'wrong-host');
  const target = request.url ?? '';
  const path = target.split('?', 1)[0] ?? '';
  if (request.method === 'POST') return routePost(context, path, request, response);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 'wrong-method');
  if (!isOwnNavigation(request)) return refuse(response, 'wrong-origin');
  if (path.startsWith('/start/') && request.method === 'GET') return answerStart(context, path, response);
  return answerFile(context, path, request, response);
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: ADDRESS, port: 0, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });

/** Starts serving the renderer and the host to one browser on this machine, on a free port of 127.0.0.1. */
export const startLoopbackServer = async (options: LoopbackOptions): Promise<LoopbackServer> => {
  let context: Context | null = null;
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 0 }, (request, response) => {
    if (context === null) return refuse(response, 'not-found');
    route(context, request, response).catch((error: unknown) => {
      options.logInternal('loopback', error);
      if (response.headersSent) response.destroy();
      else refuse(response, 'failed');
    });
  });
  const port = await listen(server);
  const authority = `${ADDRESS}:${port}`;
  context = { ...options, authority, access: createAccess(port), hashing: createHashing() };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://${authority}${context.access.startPath}`, port, close };
};
