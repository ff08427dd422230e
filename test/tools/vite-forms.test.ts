import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import drillFiles from 'virtual:shodo-drill';
import formFiles from 'virtual:shodo-forms';
import { describe, expect, it } from 'vitest';
import { loadDrill } from '../../src/adapters/yaml/load-drill';
import { loadForms } from '../../src/adapters/yaml/load-forms';

const root = new URL('../../', import.meta.url);
const namesBelow = (folder: string): string[] =>
  readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();

describe('the modules that carry the data files', () => {
  it('hold every form file, byte for byte', () => {
    expect(formFiles.map((file) => file.path.split('/').at(-1)).sort()).toEqual(namesBelow('forms'));
    for (const file of formFiles) {
      const bytes = readFileSync(new URL(`forms/${file.path}`, root));
      expect(Buffer.from(file.text, 'utf8').equals(bytes), file.path).toBe(true);
      expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(() => loadForms(formFiles)).not.toThrow();
  });
  it('hold the scenario of the drill, and name and hash of each sample', () => {
    expect(drillFiles.map((file) => file.path.split('/').at(-1)).sort()).toEqual(namesBelow('assets/drill'));
    expect(drillFiles.filter((file) => file.text !== null).map((file) => file.path)).toEqual(['case.yaml']);
    expect(loadDrill(drillFiles).samples.size).toBe(namesBelow('assets/drill/files').length);
  });
});
