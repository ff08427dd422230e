import { z } from '../../../contract/zod';
import { bodyLimit } from '../../../contract/body-limit';
import { replySchema } from '../../../contract/call';
import { HostError } from '../../../contract/errors';
import { HOST_METHODS, type HostMethod, type HostResult } from '../../../contract/host';
import { decodeWire, encodeWire, WIRE_CONTENT_TYPE, type Utf8 } from '../../../contract/wire';

const progressSchema = z.int().min(0).nullable();
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });
const utf8: Utf8 = { encode: (text) => encoder.encode(text), decode: (bytes) => decoder.decode(bytes) };

/** The server is gone when a request gets no answer at all; its refusals of us as a whole count the same. */
const post = async (
  path: string,
  contentType: string,
  body: Blob,
  signal: AbortSignal | null,
  keepalive = false,
): Promise<unknown> => {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal,
      keepalive,
    });
    if (response.status !== 200) throw new HostError('unreachable', `${path}: ${response.status}`);
    return decodeWire(new Uint8Array(await response.arrayBuffer()), utf8);
  } catch (error) {
    if (error instanceof HostError) throw error;
    if (signal?.aborted === true) throw new HostError('refused', 'stopped');
    throw new HostError('unreachable', path);
  }
};

const KEEPALIVE_BYTES = 30_000;

const wireBody = (args: unknown): Blob => new Blob(encodeWire(args, utf8) as Uint8Array<ArrayBuffer>[]);

/** One Host call; resolves to the undecided `Reply`, rejects with `unreachable`, or `too-large` before sending. */
export const sendCall = async (method: HostMethod, args: unknown): Promise<unknown> => {
  const body = wireBody(args);
  if (body.size > bodyLimit(method)) throw new HostError('too-large', method);
  // A draft written while the page goes away must arrive; Chromium lets 64 KiB outlive a page.
  const outlivesPage = method === 'journal.append' && body.size < KEEPALIVE_BYTES;
  return post(`/call/${method}`, WIRE_CONTENT_TYPE, body, null, outlivesPage);
};

const valueOf = (answer: unknown): unknown => {
  const reply = replySchema.parse(answer);
  if (!reply.ok) throw new HostError(reply.code, reply.detail);
  return reply.value;
};

/** Streams the file from disk to the server, which hashes and forgets it. `refused` when `signal` aborts. */
export const sendForHash = async (
  token: string,
  file: Blob,
  signal: AbortSignal,
): Promise<HostResult<'files.hash'>> => {
  // `slice` drops the file's own type: the server accepts one type only.
  const answer = await post(`/file/hash/${token}`, 'application/octet-stream', file.slice(), signal);
  return HOST_METHODS['files.hash'].result.parse(valueOf(answer));
};

/** Bytes hashed so far under this token, null when nothing runs under it. */
export const askProgress = async (token: string): Promise<number | null> => {
  const answer = await post(`/file/progress/${token}`, WIRE_CONTENT_TYPE, wireBody({}), null);
  return progressSchema.parse(valueOf(answer));
};
