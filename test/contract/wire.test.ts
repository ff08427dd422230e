import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_META } from '../../src/contract/csp';
import { contentTypeOf, lookUpFile } from '../../src/contract/static-files';
import { decodeWire, encodeWire, type Utf8 } from '../../src/contract/wire';

const decoder = new TextDecoder('utf-8', { fatal: true });
const utf8: Utf8 = { encode: (text) => new TextEncoder().encode(text), decode: (bytes) => decoder.decode(bytes) };
const wire = (value: unknown): Uint8Array => new Uint8Array(Buffer.concat(encodeWire(value, utf8)));

const bytes = fc.uint8Array({ maxLength: 50 });
const key = fc.oneof(fc.string(), fc.constantFrom('bytes', 'value', 'path', '$bytes', '0', 'length'));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null), bytes),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      key.filter((name) => name !== '__proto__'),
      tie('tree'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

describe('the wire', () => {
  it('carries any JSON with bytes anywhere in it, whatever the texts and names look like', () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(decodeWire(wire(value), utf8)).toEqual(value);
      }),
    );
  });

  it('keeps a name that objects inherit as a name of its own', () => {
    const body = '33\n{"value":{"__proto__":1},"bytes":[]}'.replace(
      '33',
      String('{"value":{"__proto__":1},"bytes":[]}'.length),
    );
    const decoded = decodeWire(new TextEncoder().encode(body), utf8) as object;
    expect(Object.keys(decoded)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype);
  });

  it('refuses a body that is cut or has a byte too many, with a SyntaxError or TypeError only', () => {
    fc.assert(
      fc.property(tree, fc.nat(), (value, cut) => {
        const whole = wire(value);
        const shortened = whole.subarray(0, cut % whole.length);
        expect(() => decodeWire(shortened, utf8)).toThrow();
        expect(() => decodeWire(new Uint8Array([...whole, 0]), utf8)).toThrow();
      }),
    );
  });

  it('never fails in another way on hostile bodies', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.json(), (noise, json) => {
        for (const body of [noise, new TextEncoder().encode(`${Buffer.byteLength(json)}\n${json}`)]) {
          try {
            decodeWire(body, utf8);
          } catch (error) {
            if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
          }
        }
      }),
    );
  });
});

describe('the files that a host serves', () => {
  const manifest = new Map([
    ['/index.html', { path: 'x', contentType: 'text/html' }],
    ['/資料.txt', { path: 'y', contentType: 'text/plain' }],
  ]);

  it('are found by their exact path only', () => {
    expect(lookUpFile(manifest, '/')?.path).toBe('x');
    expect(lookUpFile(manifest, '/%E8%B3%87%E6%96%99.txt')?.path).toBe('y');
    fc.assert(
      fc.property(fc.webPath(), (target) => {
        const found = lookUpFile(manifest, target);
        return found === null || ['/', '/index.html'].includes(decodeURIComponent(target));
      }),
    );
    for (const target of ['/index.html/', '//index.html', '/./index.html', '/%', '/index.html\0', 'index.html', '']) {
      expect(lookUpFile(manifest, target), target).toBeNull();
    }
  });

  it('are of known kinds', () => {
    expect(contentTypeOf('a.js')).toBe('text/javascript; charset=utf-8');
    for (const name of ['a.exe', 'a', 'a.map', 'a.constructor', '.js.sh']) expect(contentTypeOf(name), name).toBeNull();
  });
});

describe('the content security policy', () => {
  it('names no source but our own, and has nothing that loosens it', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none';/u);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*|data:/u);
    for (const part of [
      "require-trusted-types-for 'script'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(CONTENT_SECURITY_POLICY.split('; ')).toContain(part);
    }
    expect(
      CONTENT_SECURITY_POLICY.split('; ').filter((part) => !CONTENT_SECURITY_POLICY_META.split('; ').includes(part)),
    ).toEqual(["frame-ancestors 'none'"]);
  });
});
