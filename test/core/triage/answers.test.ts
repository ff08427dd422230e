import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/core/forms/types';
import type { Moment } from '../../../src/core/records/fields';
import type { Fields } from '../../../src/core/records/types';
import { CHECK_RESULTS } from '../../../src/core/records/vocabularies';
import { parseMoment } from '../../../src/core/time/moment';
import {
  answerProblems,
  checkStatus,
  currentAnswers,
  filterChecks,
  triageProgress,
  type Answer,
} from '../../../src/core/triage/answers';

const at = (text: string): Moment => {
  const parsed = parseMoment(text, 'Asia/Tokyo');
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.moment;
};
const answer = (id: string, fields: Partial<Fields<'checklistAnswer'>>, createdAt?: string): Answer => ({
  type: 'checklistAnswer',
  id,
  fields: {
    checklistId: 'list',
    checklistVersion: '2026-11-22',
    checklistSha256: 'a'.repeat(64),
    checkId: 'C-1',
    result: 'unknown',
    ...fields,
  },
  createdAt: createdAt ?? '2025-01-08T00:00:00.000Z',
  createdLamport: 0,
  createdBy: 'p',
  modifiedAt: '2025-01-08T00:00:00.000Z',
  modifiedBy: 'p',
  revision: 1,
  removed: false,
});
const check = (id: string, phase: Check['phase'], advisoryItems: readonly string[]): Check => ({
  id,
  phase,
  advisoryItems,
  section: { ja: '', en: '' },
  cluster: 'X',
  scope: 'system',
  question: { ja: '', en: '' },
  why: { ja: '', en: '' },
  how: '',
  howTested: false,
  positive: { ja: '', en: '' },
  evidence: { ja: '', en: '' },
  techniqueIds: [],
  weight: 0,
  sourceKeys: [],
});

describe('answerProblems', () => {
  const complete = { stepRun: true, coveredFrom: at('2024-06-01'), coveredUntil: at('2025-01-08') };
  it('accepts "negative" only with the step run and a covered period', () => {
    expect(answerProblems({ result: 'negative', ...complete })).toEqual([]);
    expect(answerProblems({ result: 'negative', ...complete, stepRun: false })).toEqual(['negative-step-not-run']);
    expect(answerProblems({ result: 'negative', ...complete, coveredUntil: null })).toEqual(['negative-no-period']);
    expect(answerProblems({ result: 'negative', stepRun: false, coveredFrom: null, coveredUntil: null })).toEqual([
      'negative-step-not-run',
      'negative-no-period',
    ]);
  });
  it('asks nothing of the other results', () => {
    for (const result of CHECK_RESULTS.filter((code) => code !== 'negative'))
      expect(answerProblems({ result, stepRun: false, coveredFrom: null, coveredUntil: null })).toEqual([]);
    expect(answerProblems({ ...complete, result: null })).toEqual(['no-result']);
  });
  it('notices a period that ends before it begins, whatever the result', () => {
    const reversed = { stepRun: true, coveredFrom: at('2025-01-08'), coveredUntil: at('2024-06-01') };
    expect(answerProblems({ result: 'unknown', ...reversed })).toEqual(['period-reversed']);
    expect(answerProblems({ result: 'negative', ...reversed })).toEqual(['period-reversed']);
    const sameDay = { stepRun: true, coveredFrom: at('2025-01-08 09:12'), coveredUntil: at('2025-01-08') };
    expect(answerProblems({ result: 'negative', ...sameDay })).toEqual([]);
  });
});

describe('currentAnswers', () => {
  it('lets the later answer of the same check and system count, by journal order and not by clock', () => {
    const answers = [
      answer('1', { result: 'negative' }, '2025-01-09T00:00:00.000Z'),
      answer('2', { result: 'positive' }, '2025-01-08T00:00:00.000Z'),
      answer('3', { result: 'negative', systemId: 's1' }),
      answer('4', { checkId: 'C-2' }),
      answer('5', { checklistId: 'other', checkId: 'C-3' }),
    ];
    const current = currentAnswers(answers, 'list');
    expect(current.get('C-1')?.get('')?.id).toBe('2');
    expect(current.get('C-1')?.get('s1')?.id).toBe('3');
    expect([...current.keys()]).toEqual(['C-1', 'C-2']);
  });
  it('holds for any sequence: the last of each check and system, and nothing else', () => {
    const one = fc.record({
      checkId: fc.constantFrom('C-1', 'C-2'),
      systemId: fc.constantFrom(undefined, 's1', 's2'),
      result: fc.constantFrom(...CHECK_RESULTS),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (inputs) => {
        const answers = inputs.map(({ systemId, ...rest }, index) =>
          answer(String(index), systemId === undefined ? rest : { ...rest, systemId }),
        );
        const current = currentAnswers(answers, 'list');
        const counted = [...current.values()].flatMap((ofCheck) => [...ofCheck.values()]);
        for (const kept of counted) {
          const same = answers.filter(
            ({ fields }) => fields.checkId === kept.fields.checkId && fields.systemId === kept.fields.systemId,
          );
          expect(same.at(-1)?.id).toBe(kept.id);
        }
        expect(counted.length).toBe(new Set(inputs.map((input) => `${input.checkId} ${input.systemId}`)).size);
      }),
    );
  });
});

describe('checkStatus', () => {
  it('takes the gravest result over all systems', () => {
    const of = (...results: ('positive' | 'negative' | 'unknown' | 'not-applicable')[]) =>
      checkStatus(new Map(results.map((result, index) => [String(index), answer(String(index), { result })])));
    expect(of('negative', 'positive')).toBe('positive');
    expect(of('negative', 'unknown')).toBe('unknown');
    expect(of('not-applicable', 'negative')).toBe('negative');
    expect(of()).toBe('open');
    expect(checkStatus(undefined)).toBe('open');
  });
});

describe('filterChecks and triageProgress', () => {
  const checks = [
    check('A', 'investigation', ['M1']),
    check('B', 'first-response', []),
    check('C', 'investigation', ['M1', 'V1']),
  ];
  const current = currentAnswers([answer('1', { checkId: 'C', result: 'positive' })], 'list');
  const any = { phase: null, advisoryItem: null, status: null };
  const ids = (filter: Partial<Parameters<typeof filterChecks>[2]>) =>
    filterChecks(checks, current, { ...any, ...filter }).map(({ id }) => id);
  it('orders by phase and applies every part of the filter', () => {
    expect(ids({})).toEqual(['B', 'A', 'C']);
    expect(ids({ phase: 'investigation' })).toEqual(['A', 'C']);
    expect(ids({ advisoryItem: 'V1' })).toEqual(['C']);
    expect(ids({ status: 'open' })).toEqual(['B', 'A']);
    expect(ids({ status: 'positive', advisoryItem: 'M1' })).toEqual(['C']);
    expect(ids({ status: 'positive', phase: 'first-response' })).toEqual([]);
  });
  it('counts what is answered', () => {
    expect(triageProgress(checks, current)).toMatchObject({ total: 3, answered: 1, open: 2, positive: 1, negative: 0 });
  });
});
