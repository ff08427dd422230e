import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/run';
import type { FormLibrary } from '../../src/core/forms/types';
import { bundledFonts } from '../adapters/jspdf/sample';
import { library, scenario } from '../support/drill-case';

let folder = '';
const inFolder = (...parts: string[]) => path.join(folder, ...parts);
/** The same id and version, another file. */
const otherForms: FormLibrary = {
  ...library,
  reportForms: library.reportForms.map((form) => ({ ...form, sha256: '0'.repeat(64) })),
};

const run = async (forms: FormLibrary, ...args: string[]) => {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(args, {
    version: '0.1.0',
    library: () => forms,
    drill: () => scenario,
    fonts: () => Promise.resolve(bundledFonts()),
    now: () => new Date('2026-11-23T00:00:00.000Z'),
    environment: { SHODO_PASSPHRASE: 'kunren-no-aikotoba' },
    print: (line) => out.push(line),
    printError: (line) => errors.push(line),
  });
  return { code, out: out.join('\n'), errors: errors.join('\n') };
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'shodo-form-'));
  expect((await run(library, 'drill', '--out', inFolder('open.shodo'))).code).toBe(0);
  expect((await run(library, 'drill', '--signed', '--out', inFolder('signed.shodo'))).code).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a report whose form file is not the one that it was made with', () => {
  it.each(['ja', 'en'])('is refused in words, and nothing is written (%s)', async (language) => {
    const args = [
      'report',
      inFolder('open.shodo'),
      '--form',
      'common-form-3',
      '--out',
      inFolder('none'),
      '--lang',
      language,
    ];
    const { code, out, errors } = await run(otherForms, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(errors).toContain(
      language === 'ja' ? '作成時のものと違います' : 'differs from the one this report was begun with',
    );
    expect(errors).not.toMatch(/RangeError|\bat .*\.ts/u);
    expect(readdirSync(folder)).not.toContain('none');
  });

  it('still leaves as the PDF that was approved, to the byte', async () => {
    const args = (out: string) => [
      'report',
      inFolder('signed.shodo'),
      '--form',
      'common-form-3',
      '--out',
      inFolder(out),
    ];
    expect((await run(library, ...args('before'))).code).toBe(0);
    expect((await run(otherForms, ...args('after'))).code).toBe(0);
    const pdf = (out: string) => readFileSync(inFolder(out, readdirSync(inFolder(out))[0] ?? ''));
    expect(pdf('after').equals(pdf('before'))).toBe(true);
  });
});
