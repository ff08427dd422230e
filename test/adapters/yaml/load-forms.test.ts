import { describe, expect, it } from 'vitest';
import { loadForms, parseFormFile, type FormFile } from '../../../src/adapters/yaml/load-forms';
import { parseYaml } from '../../../src/adapters/yaml/parse-yaml';
import { sha256Hex } from '../../../src/core/hash';
import { readFormFiles } from '../../../tools/vite-forms.mjs';

const files: readonly FormFile[] = readFormFiles();
const library = loadForms(files);
const changed = (path: string, change: (text: string) => string): FormFile[] =>
  files.map((file) => {
    if (!file.path.startsWith(path)) return file;
    const text = change(file.text);
    expect(text).not.toBe(file.text);
    return { path: file.path, text, sha256: sha256Hex(text) };
  });

describe('parseYaml', () => {
  it('refuses aliases, so that a small file cannot unfold into a large one', () => {
    expect(() => parseYaml('a: &a [x]\nb: [*a, *a]', 1000)).toThrow();
  });
  it('refuses duplicate keys, unknown tags, several documents and long texts', () => {
    expect(() => parseYaml('a: 1\na: 2', 1000)).toThrow(/unique/u);
    expect(() => parseYaml('a: !!js/function "x"', 1000)).toThrow();
    expect(() => parseYaml('a: 1\n---\nb: 2', 1000)).toThrow();
    expect(() => parseYaml('a: 12345', 5)).toThrow(/larger than 5/u);
  });
  it('keeps dates as text', () => {
    expect(parseYaml('a: 2025-01-08', 1000)).toEqual({ a: '2025-01-08' });
  });
});

describe('loadForms', () => {
  it('names each file by id and version, so that two versions can stand side by side', () => {
    for (const file of files) {
      const form = parseFormFile(file);
      expect(file.path.split('/').at(-1)).toBe(`${form.id}.${form.version}.yaml`);
    }
  });
  it('keeps the hash of the file with the form', () => {
    expect(library.checklists.map((form) => form.sha256)).toEqual(
      files.filter((file) => file.path.startsWith('checklists/')).map((file) => file.sha256),
    );
  });
  it('refuses a file whose content does not match its hash', () => {
    const [first, ...rest] = files;
    if (first === undefined) throw new Error('no forms');
    expect(() => loadForms([{ ...first, text: `${first.text}# changed\n` }, ...rest])).toThrow(/does not match/u);
  });
  it('refuses unknown keys and names the file', () => {
    const broken = changed('checklists/', (text) => text.replace('    weight: 0', '    weigth: 0'));
    expect(() => loadForms(broken)).toThrow(/Form file checklists\/.*checks\.0/u);
  });
  it('refuses a check that names an unknown technique, source or advisory item', () => {
    expect(() => loadForms(changed('checklists/', (text) => text.replace('- T1070.006', '- T9999.999')))).toThrow(
      /unknown technique T9999.999/u,
    );
    expect(() => loadForms(changed('checklists/', (text) => text.replace('- key: RFC3227', '- key: RFC3228')))).toThrow(
      /unknown source RFC3227/u,
    );
    expect(() => loadForms(changed('checklists/', (text) => text.replace('- id: R1\n', '- id: R9\n')))).toThrow(
      /unknown advisory item R1/u,
    );
  });
  it('refuses the same id and version twice', () => {
    const copy = files.find((file) => file.path.startsWith('checklists/'));
    if (copy === undefined) throw new Error('no checklist');
    expect(() => loadForms([...files, copy])).toThrow(/two files/u);
  });
});
