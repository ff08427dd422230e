import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import type { CliPorts } from '../../src/cli/ports';
import { bundledFonts } from '../adapters/jspdf/sample';
import { library, scenario } from '../support/drill-case';
import { hasCommand } from '../../tools/provision.mjs';

const PASSPHRASE = 'kunren-no-aikotoba';
let folder = '';
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

const run = async (
  args: readonly string[],
  environment: CliPorts['environment'] = { SHODO_PASSPHRASE: PASSPHRASE },
) => {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(args, {
    version: '0.1.0',
    library: () => library,
    drill: () => scenario,
    fonts: () => Promise.resolve(bundledFonts()),
    now: () => new Date('2026-11-23T00:00:00.000Z'),
    environment,
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  });
  return { code, out: out.join('\n'), errors: errors.join('\n') };
};
const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await run([...args, '--json'])).out) as Record<string, unknown>;

/** A bundle is slow to make (age's scrypt on purpose), so the tests share one signed and one unsigned. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shodo-cli-'));
  expect((await run(['drill', '--signed', '--out', inFolder('signed.shodo')])).code).toBe(0);
  expect((await run(['drill', '--lang', 'en', '--out', inFolder('open.shodo')])).code).toBe(0);
  expect((await run(['export', inFolder('signed.shodo'), '--as', 'package', '--out', inFolder('handover')])).code).toBe(
    0,
  );
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('shodo', () => {
  it('explains itself in both languages, and each command', async () => {
    for (const language of ['ja', 'en']) {
      expect((await run(['--help', '--lang', language])).code).toBe(0);
      for (const command of ['drill', 'report', 'export', 'verify']) {
        const help = await run([command, '--help', '--lang', language]);
        expect(help).toMatchObject({ code: 0, errors: '' });
        expect(help.out).toContain(`shodo ${command}`);
      }
    }
    expect((await run([])).code).toBe(2);
    expect((await run(['--help'], { LANG: 'en_US.UTF-8' })).out).toContain('Usage');
  });

  it.each([
    [['nonsense'], 'nonsense'],
    [['verify'], '指定'],
    [['verify', '/no/such/file'], '/no/such/file'],
    [['verify', 'a', 'b'], 'a b'.split(' ')[1] ?? ''],
    [['drill', '--nope'], '--nope'],
    [['drill'], '--out'],
    [['report', 'x'], '--form'],
    [['report', 'x', '--form', 'nope', '--out', 'y'], 'common-form-3'],
    [['export', 'x', '--out', 'y'], '--as'],
    [['export', 'x', '--as', 'docx', '--out', 'y'], 'stix, csv, package'],
    [['drill', '--out', 'x', '--lang', 'fr'], 'fr'],
  ])('%j is bad input and says what and where', async (args, place) => {
    const result = await run(args);
    expect(result.code).toBe(2);
    expect(result.errors).toContain(place);
  });

  it('asks for a passphrase, takes it from a file, and knows a wrong one', async () => {
    expect(await run(['verify', inFolder('open.shodo')], {})).toMatchObject({ code: 2 });
    writeFileSync(inFolder('pass.txt'), `${PASSPHRASE}\r\n`);
    expect((await run(['verify', inFolder('open.shodo'), '--passphrase-file', inFolder('pass.txt')], {})).code).toBe(0);
    const wrong = await run(['verify', inFolder('open.shodo')], { SHODO_PASSPHRASE: 'something else' });
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect((await run(['drill', '--out', inFolder('short.shodo')], { SHODO_PASSPHRASE: 'short' })).code).toBe(2);
    expect(readdirSync(folder)).not.toContain('short.shodo');
  });

  it('replaces nothing without --force and leaves no partial file', async () => {
    const before = readFileSync(inFolder('handover', 'package.zip'));
    const again = await run(['export', inFolder('signed.shodo'), '--as', 'package', '--out', inFolder('handover')]);
    expect(again.code).toBe(2);
    expect(readFileSync(inFolder('handover', 'package.zip'))).toEqual(before);
    writeFileSync(inFolder('a-file'), '');
    expect((await run(['export', inFolder('open.shodo'), '--as', 'csv', '--out', inFolder('a-file', 'x')])).code).toBe(
      2,
    );
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('makes a package only from a valid approval', async () => {
    const result = await run(['export', inFolder('open.shodo'), '--as', 'package', '--out', inFolder('none')]);
    expect(result.code).toBe(2);
    expect(result.errors).toContain('none');
    expect(readdirSync(folder)).not.toContain('none');
  });

  it('writes STIX and CSV, and says what stays behind', async () => {
    const stix = await json('export', inFolder('open.shodo'), '--as', 'stix', '--out', inFolder('stix'));
    expect(stix).toMatchObject({ ok: true });
    expect((stix['omitted'] as unknown[]).length).toBeGreaterThan(0);
    const bundle = JSON.parse(readFileSync(inFolder('stix', 'bundle.stix.json'), 'utf8')) as {
      objects: { id: string }[];
    };
    const ids = new Set(bundle.objects.map(({ id }) => id));
    const refs = JSON.stringify(bundle).match(/"[a-z0-9-]+--[0-9a-f-]{36}"/gu) ?? [];
    const known = new Set(['extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d', ...ids]);
    expect(refs.map((ref) => ref.slice(1, -1)).filter((ref) => !known.has(ref) && !ref.startsWith('bundle--'))).toEqual(
      [],
    );
    await run(['export', inFolder('open.shodo'), '--as', 'csv', '--out', inFolder('csv')]);
    expect(readFileSync(inFolder('csv', 'system.csv'), 'utf8')).toMatch(/^\ufeffid,hostname,/u);
  });

  it.skipIf(!hasCommand('pdftotext'))('prints the report: the approved PDF itself, or a marked draft', async () => {
    const report = (bundle: string, out: string) =>
      json('report', inFolder(bundle), '--form', 'common-form-3', '--out', inFolder(out));
    expect(await report('signed.shodo', 'approved')).toMatchObject({ ok: true, approved: true, missingFields: [] });
    const approved = readFileSync(inFolder('approved', 'common-form-3-1.pdf'));
    expect(approved).toEqual(readFileSync(inFolder('handover', 'package', 'report.pdf')));
    expect(await report('open.shodo', 'draft')).toMatchObject({ ok: true, approved: false });
    const textOf = (file: string) => execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' });
    expect(textOf(inFolder('approved', 'common-form-3-1.pdf'))).toContain('架空国際政策研究所');
    expect(textOf(inFolder('draft', 'common-form-3-1.pdf'))).toMatch(/Windows Sandbox/u);
  });
});

describe('shodo verify', () => {
  it('accepts bundle, folder and zip', async () => {
    expect(await json('verify', inFolder('signed.shodo'))).toMatchObject({
      ok: true,
      kind: 'bundle',
      badApprovals: [],
    });
    expect(await json('verify', inFolder('handover', 'package'))).toMatchObject({ ok: true, kind: 'package' });
    expect(await json('verify', inFolder('handover', 'package.zip'))).toMatchObject({ ok: true, problems: [] });
  });

  it('notices a changed byte in every file of a package', async () => {
    for (const name of readdirSync(inFolder('handover', 'package'))) {
      const copy = inFolder(`copy-${randomUUID()}`);
      cpSync(inFolder('handover', 'package'), copy, { recursive: true });
      const bytes = readFileSync(path.join(copy, name));
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path.join(copy, name), bytes);
      expect((await run(['verify', copy])).code, name).toBe(1);
    }
  });

  it('notices a changed byte anywhere in the zip, and anything appended to it', async () => {
    const zip = readFileSync(inFolder('handover', 'package.zip'));
    const judged = async (bytes: Uint8Array) => {
      writeFileSync(inFolder('judged.zip'), bytes);
      return (await run(['verify', inFolder('judged.zip')])).code;
    };
    const places = Array.from({ length: 60 }, (_, index) => Math.floor((index / 60) * zip.length));
    // Every part of the directory at the end: names, dates, sizes, the comment.
    for (let at = zip.length - 200; at < zip.length; at += 7) places.push(at);
    for (const at of places) {
      const bytes = Buffer.from(zip);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(await judged(bytes), `byte ${at}`).not.toBe(0);
    }
    expect(await judged(Buffer.concat([zip, Buffer.from('TRAILING')]))).toBe(1);
    const again = zipSync(Object.fromEntries(Object.entries(unzipSync(zip))), { level: 9 });
    expect(await judged(again), 'packed again by somebody').toBe(0);
    const more = zipSync({ ...unzipSync(zip), 'extra.txt': new Uint8Array(1) });
    expect(await judged(more)).toBe(1);
  });

  it('shows no control character of a file name to the terminal', async () => {
    const copy = inFolder('escapes');
    cpSync(inFolder('handover', 'package'), copy, { recursive: true });
    writeFileSync(path.join(copy, 'a\r\u001b[2K\u202egood'), '');
    const { code, out } = await run(['verify', copy]);
    expect(code).toBe(1);
    for (const character of ['\r', '\u001b', '\u202e']) expect(out).not.toContain(character);
  });

  it('notices files that are not listed, in subfolders and behind links too', async () => {
    const copy = inFolder('with-more');
    cpSync(inFolder('handover', 'package'), copy, { recursive: true });
    mkdirSync(path.join(copy, 'sub'));
    writeFileSync(path.join(copy, 'sub', 'extra.txt'), 'x');
    symlinkSync('/etc/hostname', path.join(copy, 'link'));
    const { code, out } = await run(['verify', copy]);
    expect(code).toBe(1);
    expect(out).toMatch(/sub/u);
    expect(out).toMatch(/link/u);
  });

  it('notices a changed or cut bundle, and a file that is neither', async () => {
    const bytes = readFileSync(inFolder('signed.shodo'));
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
    writeFileSync(inFolder('changed.shodo'), bytes);
    expect((await run(['verify', inFolder('changed.shodo')])).code).toBe(1);
    writeFileSync(inFolder('cut.shodo'), readFileSync(inFolder('signed.shodo')).subarray(0, 5000));
    expect((await run(['verify', inFolder('cut.shodo')])).code).toBe(1);
    writeFileSync(inFolder('other.txt'), 'hello');
    expect((await run(['verify', inFolder('other.txt')])).code).toBe(2);
    writeFileSync(inFolder('bad.zip'), 'PK\u0003\u0004 not really');
    expect((await run(['verify', inFolder('bad.zip')])).code).toBe(1);
  });

  it.skipIf(!hasCommand('age'))('the outer layer of a bundle is a file of the age tool', () => {
    const head = readFileSync(inFolder('open.shodo')).subarray(0, 60).toString('latin1');
    expect(head).toMatch(/^age-encryption\.org\/v1\n-> scrypt /u);
    // The tool asks for the passphrase on a terminal, which `script` provides.
    const command = `age -d -o ${inFolder('inner.zip')} ${inFolder('open.shodo')}`;
    execFileSync('script', ['-qec', command, '/dev/null'], {
      input: `${PASSPHRASE}\n`,
      stdio: ['pipe', 'ignore', 'inherit'],
    });
    expect(readFileSync(inFolder('inner.zip')).subarray(0, 2).toString('latin1')).toBe('PK');
  });
});
