/**
 * How a call and its reply travel as one body between the loopback client and server: the length of the head in decimal
 * and a line feed, the head (JSON), then the raw bytes of every `Uint8Array` in order. The head names their places as
 * paths, so that no text a person typed can be mistaken for a tag, and a bundle of 1 GB is never turned into a string.
 */
export const WIRE_CONTENT_TYPE = 'application/x-shodo-wire';

export type Utf8 = { encode: (text: string) => Uint8Array; decode: (bytes: Uint8Array) => string };

type Path = readonly (string | number)[];
type Head = { value: unknown; bytes: { path: Path; length: number }[] };

const HEAD_LENGTH_DIGITS = 10;
const LINE_FEED = 10;

const liftBytes = (value: unknown, path: Path, found: { path: Path; bytes: Uint8Array }[]): unknown => {
  if (value instanceof Uint8Array) {
    found.push({ path, bytes: value });
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => liftBytes(item, [...path, index], found));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, liftBytes(item, [...path, key], found)]));
};

/** The body as parts that are sent one after another; the large ones are not copied. */
export const encodeWire = (value: unknown, utf8: Utf8): Uint8Array[] => {
  const found: { path: Path; bytes: Uint8Array }[] = [];
  const lifted = liftBytes(value, [], found);
  const head: Head = { value: lifted, bytes: found.map(({ path, bytes }) => ({ path, length: bytes.length })) };
  const text = utf8.encode(JSON.stringify(head));
  return [utf8.encode(`${text.length}\n`), text, ...found.map(({ bytes }) => bytes)];
};

const isPath = (path: unknown): path is Path =>
  Array.isArray(path) && path.every((step) => typeof step === 'string' || Number.isInteger(step));

const parseHead = (text: string): Head => {
  const head = JSON.parse(text) as Partial<Head> | null;
  const entries = head?.bytes;
  const wellFormed =
    Array.isArray(entries) &&
    entries.every((entry) => isPath(entry.path) && Number.isInteger(entry.length) && entry.length >= 0);
  if (!wellFormed || head === null || !('value' in head)) throw new SyntaxError('wire: malformed head');
  return head as Head;
};

/** Puts bytes where the sender had lifted them from; only an own member that is null may be replaced. */
const putBytes = (root: { value: unknown }, path: Path, bytes: Uint8Array): void => {
  let holder: Record<string | number, unknown> = root;
  let key: string | number = 'value';
  for (const step of path) {
    const next = holder[key];
    if (next === null || typeof next !== 'object' || !Object.hasOwn(next, step))
      throw new SyntaxError('wire: no such place');
    holder = next as Record<string | number, unknown>;
    key = step;
  }
  if (holder[key] !== null) throw new SyntaxError('wire: place is taken');
  holder[key] = bytes;
};

/** Reads a body back. Throws SyntaxError on anything but exactly one well-formed body. Bytes are copies of their own. */
export const decodeWire = (body: Uint8Array, utf8: Utf8): unknown => {
  const lineEnd = body.subarray(0, HEAD_LENGTH_DIGITS + 1).indexOf(LINE_FEED);
  const digits = utf8.decode(body.subarray(0, Math.max(lineEnd, 0)));
  if (!/^[1-9][0-9]*$/u.test(digits)) throw new SyntaxError('wire: no head length');
  let at = lineEnd + 1 + Number(digits);
  const head = parseHead(utf8.decode(body.subarray(lineEnd + 1, at)));
  const root = { value: head.value };
  for (const { path, length } of head.bytes) {
    if (at + length > body.length) throw new SyntaxError('wire: too short');
    putBytes(root, path, body.slice(at, at + length));
    at += length;
  }
  if (at !== body.length) throw new SyntaxError('wire: wrong length');
  return root.value;
};
