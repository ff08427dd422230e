import { describe, expect, it } from 'vitest';
import { loadForms } from '../../../src/adapters/yaml/load-forms';
import {
  authorityName,
  findAuthority,
  findChecklist,
  findTechnique,
  techniqueLabel,
} from '../../../src/core/forms/select';
import type { LocalText } from '../../../src/core/forms/types';
import { readFormFiles } from '../../../tools/vite-forms.mjs';

const library = loadForms(readFormFiles());
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/u;

/** Every `{ ja, en }` below a value, with its path. */
const textsIn = (value: unknown, path: string): { path: string; text: LocalText }[] => {
  if (value === null || typeof value !== 'object') return [];
  const here = 'ja' in value && 'en' in value ? [{ path, text: value as LocalText }] : [];
  return [...here, ...Object.entries(value).flatMap(([key, child]) => textsIn(child, `${path}.${key}`))];
};
const forms = [...library.checklists, ...library.reportForms, ...library.authorities, library.techniques];

describe('bundled forms', () => {
  it.each(forms.map((form) => [form.id, form] as const))('%s reads in both languages', (_id, form) => {
    // Titles of sources may be the same name in both (a product, a standard).
    const texts = textsIn(form, form.id).filter(({ path }) => !path.includes('.sources.'));
    for (const { path, text } of texts) {
      expect(text.ja, path).not.toBe(text.en);
      // Japanese names of evidence, events and agencies may be quoted on the English side only in brackets.
      expect(japanese.test(text.en.replaceAll(/\([^)]*\)/gu, '')), `${path}: ${text.en}`).toBe(false);
    }
  });
  it.each(forms.map((form) => [form.id, form] as const))('%s carries no markup', (_id, form) => {
    for (const { path, text } of textsIn(form, form.id)) {
      expect(`${text.ja}${text.en}`, path).not.toMatch(/\*\*|<\/?(b|i|p|br|a|script)\b|https?:\/\/\S+\)/u);
    }
  });
});

describe('MirrorFace checklist', () => {
  const checklist = findChecklist(library, 'mirrorface-20250108', null);
  if (checklist === null) throw new Error('the checklist is missing');

  it('has a check for each item of the advisory and all seven of the first response', () => {
    expect(checklist.advisoryItems.map((item) => item.id)).toEqual([
      'M1',
      'M2',
      'G1',
      'V1',
      'V2',
      'V3',
      'V4',
      'V5',
      'W1',
      'W2',
      'R1',
    ]);
    for (const item of checklist.advisoryItems) {
      expect(
        checklist.checks.filter((check) => check.advisoryItems.includes(item.id)),
        item.id,
      ).not.toEqual([]);
    }
    expect(checklist.checks.filter((check) => check.phase === 'first-response').map((check) => check.id)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((number) => `INIT-0${String(number)}`),
    );
    expect(checklist.checks).toHaveLength(59);
  });
  it('says of no command that it has been tried, and marks the ones that change a system', () => {
    expect(checklist.checks.some((check) => check.howTested)).toBe(false);
    const changing = /^\s*(Disable|Enable|Set|Remove|Stop|Restart)-/mu;
    for (const check of checklist.checks.filter((entry) => changing.test(entry.how))) {
      expect(check.how, check.id).toMatch(/changes the system/u);
    }
  });
  it('keeps commands free of prose in one language only', () => {
    for (const check of checklist.checks) {
      const lines = check.how.split('\n').filter((line) => japanese.test(line));
      expect(
        lines.every((line) => line.includes(' / ')),
        check.id,
      ).toBe(true);
    }
  });
});

describe('select', () => {
  it('names an authority as it was called on the day', () => {
    const nco = findAuthority(library, 'nco');
    if (nco === null) throw new Error('nco is missing');
    expect(authorityName(nco, '2025-06-30', 'ja')).toBe('内閣サイバーセキュリティセンター(NISC)');
    expect(authorityName(nco, '2025-07-01', 'ja')).toBe('国家サイバー統括室(NCO)');
    expect(authorityName(nco, '2025-07-01', 'en')).toMatch(/^National Cybersecurity Office/u);
    expect(authorityName(nco, '1999-01-01', 'ja')).toBe('内閣サイバーセキュリティセンター(NISC)');
  });
  it('knows techniques by both numberings', () => {
    expect(findTechnique(library, 'T1685.005')?.idV18).toBe('T1070.001');
    expect(findTechnique(library, 'T1070.001')?.id).toBe('T1685.005');
    expect(techniqueLabel(library, 'T1564.006')).toBe('T1564.006 Run Virtual Instance');
    expect(techniqueLabel(library, 'T0000')).toBe('T0000');
  });
});
