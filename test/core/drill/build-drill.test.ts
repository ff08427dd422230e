import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { payloadSchema } from '../../../src/contract/operation';
import { drillBatches } from '../../../src/core/drill/build-drill';
import type { DrillScenario } from '../../../src/core/drill/scenario';
import { findCheck, findChecklist, findTechnique } from '../../../src/core/forms/select';
import { caseRecord, recordById, recordsOf } from '../../../src/core/journal/read';
import { missingFields } from '../../../src/core/report/fill';
import type { FieldSpec } from '../../../src/core/records/fields';
import { RECORD_TYPE_NAMES, RECORD_TYPES, type RecordType } from '../../../src/core/records/types';
import { answerProblems } from '../../../src/core/triage/answers';
import { CASE_ID, drillSession, drillState, idsInARow, library, scenario } from '../../support/drill-case';

const LANGUAGES = ['ja', 'en'] as const;
const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/u;

/** Addresses and names that nobody owns (RFC 5737, RFC 3849, RFC 2606, example.jp). */
const RESERVED = {
  ipv4: /^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/u,
  ipv6: /^2001:db8:/u,
  domain: /(^|\.)example\.(com|net|org|jp)$/u,
};

describe.each(LANGUAGES)('drill in %s', (language) => {
  it('is accepted by the boundary schemas and by the reducer without a remark', async () => {
    const { session } = await drillSession(language);
    const state = session.state();
    const batches = drillBatches({ scenario, library, language, caseId: CASE_ID, newId: idsInARow() });
    for (const payload of batches.flat())
      expect(payloadSchema.safeParse(payload).error?.message, JSON.stringify(payload)).toBeUndefined();
    expect(new Set(state.log.map((entry) => entry.effect))).toEqual(new Set(['applied']));
    expect(state.unknown).toEqual([]);
    expect(caseRecord(state)?.fields.training).toBe(true);
  });

  it('has every reference of every record resolved', async () => {
    const { state } = await drillState(language);
    for (const type of RECORD_TYPE_NAMES) {
      for (const record of recordsOf(state, type)) {
        for (const [name, spec] of Object.entries(RECORD_TYPES[type]) as [string, FieldSpec][]) {
          if (spec.kind !== 'ref' && spec.kind !== 'refs') continue;
          const value = (record.fields as Record<string, unknown>)[name];
          const ids = value === undefined ? [] : ([value].flat() as string[]);
          for (const id of ids) {
            const found = spec.to.some((target) => recordById(state, target as RecordType, id) !== null);
            expect(found, `${type}.${name}`).toBe(true);
          }
        }
      }
    }
  });

  it('is large enough to practise on', async () => {
    const { state } = await drillState(language);
    const count = (type: RecordType) => recordsOf(state, type).length;
    expect(count('timelineEvent')).toBeGreaterThanOrEqual(25);
    expect(count('system')).toBe(8);
    expect(count('indicator')).toBeGreaterThanOrEqual(30);
    expect(count('evidenceItem')).toBeGreaterThanOrEqual(6);
    const results = new Set(recordsOf(state, 'checklistAnswer').map((answer) => answer.fields.result));
    expect(results).toEqual(new Set(['positive', 'suspicious', 'negative', 'unknown', 'not-applicable']));
  });

  it('answers only as the triage screen would accept', async () => {
    const { state } = await drillState(language);
    const checklist = findChecklist(library, 'mirrorface-20250108', null);
    if (checklist === null) throw new Error('no checklist');
    for (const { fields } of recordsOf(state, 'checklistAnswer')) {
      const { result, stepRun, coveredFrom, coveredUntil } = fields;
      const input = {
        result,
        stepRun: stepRun === true,
        coveredFrom: coveredFrom ?? null,
        coveredUntil: coveredUntil ?? null,
      };
      expect(answerProblems(input), fields.checkId).toEqual([]);
      const check = findCheck(checklist, fields.checkId);
      expect(check, fields.checkId).not.toBeNull();
      expect(fields.checklistSha256).toBe(checklist.sha256);
    }
    const answered = new Set(recordsOf(state, 'checklistAnswer').map((answer) => answer.fields.checkId));
    for (const check of checklist.checks.filter((entry) => entry.phase === 'first-response'))
      expect(answered.has(check.id), check.id).toBe(true);
  });

  it('leaves no required field of its report empty', async () => {
    const { state, reportId } = await drillState(language);
    expect(missingFields(state, reportId, library)).toEqual([]);
  });

  it('names only techniques of the catalogue', async () => {
    const { state } = await drillState(language);
    const ids = [...recordsOf(state, 'timelineEvent'), ...recordsOf(state, 'indicator')].flatMap(
      (record) => record.fields.techniqueIds ?? [],
    );
    expect(ids.length).toBeGreaterThan(20);
    for (const id of ids) expect(findTechnique(library, id)?.id, id).toBe(id);
  });

  it('uses reserved addresses and names, and published indicators only with their source', async () => {
    const { state } = await drillState(language);
    for (const { fields } of recordsOf(state, 'indicator')) {
      if (!(fields.indicatorType in RESERVED)) continue;
      const reserved = RESERVED[fields.indicatorType as keyof typeof RESERVED].test(fields.value);
      expect(reserved || /20(22|24)/u.test(fields.source ?? ''), fields.value).toBe(true);
    }
    for (const { fields } of recordsOf(state, 'system'))
      for (const address of fields.ipAddresses ?? [])
        expect(RESERVED.ipv4.test(address) || RESERVED.ipv6.test(address), address).toBe(true);
  });

  it('takes name, size and SHA-256 of evidence from the sample files themselves', async () => {
    const { state } = await drillState(language);
    const withFile = recordsOf(state, 'evidenceItem').filter(({ fields }) => fields.fileName !== undefined);
    expect(withFile).toHaveLength(5);
    for (const { fields } of withFile) {
      const bytes = readFileSync(new URL(`../../../assets/drill/files/${fields.fileName ?? ''}`, import.meta.url));
      expect(fields.sizeBytes).toBe(bytes.length);
      expect(fields.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
  });
});

describe('drill', () => {
  it('reads as English in English', async () => {
    const { state } = await drillState('en');
    const texts = RECORD_TYPE_NAMES.flatMap((type) => recordsOf(state, type)).map(({ fields }) =>
      JSON.stringify(fields),
    );
    for (const text of texts) expect(text, text).not.toMatch(japanese);
  });
  it('is the same every time with the same ids', () => {
    const once = () => drillBatches({ scenario, library, language: 'ja', caseId: CASE_ID, newId: idsInARow() });
    expect(once()).toEqual(once());
  });
  it('stops at a reference, field, time or sample that is not there, and names it', () => {
    const first: DrillScenario['records'][number] = { type: 'system', key: 'one', fields: { hostname: 'A' } };
    const build = (fields: Record<string, string>, file?: string) => () =>
      drillBatches({
        scenario: { records: [{ ...first, fields, ...(file === undefined ? {} : { file }) }], samples: new Map() },
        library,
        language: 'ja',
        caseId: CASE_ID,
        newId: idsInARow(),
      });
    expect(build({ hostname: 'A', colour: 'red' })).toThrow(/one\.colour/u);
    expect(build({ hostname: 'A', firstCompromisedAt: '13/13/2026' })).toThrow(/one\.firstCompromisedAt/u);
    expect(build({ hostname: 'A' }, 'no.csv')).toThrow(/no sample no\.csv/u);
  });
});
