import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordById } from '../../../../src/core/journal/read';
import { buildReportDocument } from '../../../../src/core/report/build';
import { missingFields } from '../../../../src/core/report/fill';
import type { Fields } from '../../../../src/core/records/types';
import {
  draftOfReport,
  fieldsOfDraft,
  fileStem,
  ownText,
  readReport,
  textKey,
  typedOver,
  withReport,
} from '../../../../src/ui/screens/reports/editor-draft';
import { drillState, library } from '../../../support/drill-case';

type Report = Fields<'report'>;
const base: Report = {
  formId: 'common-form-3',
  formVersion: '1',
  formSha256: 'a'.repeat(64),
  title: '第1報',
  language: 'ja',
  stage: 'preliminary',
  number: 1,
};
const typed = (report: Report, ...entries: readonly (readonly [string, string])[]) => ({
  ...draftOfReport(report),
  ...Object.fromEntries(entries),
});
const values = fc.dictionary(
  fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
  fc.string(),
);

describe('the draft of a report', () => {
  it('writes nothing when nothing was typed', () => {
    fc.assert(
      fc.property(values, (own) => {
        const report = { ...base, values: own };
        expect(readReport(report, draftOfReport(report))).toEqual({ ok: true, writes: {} });
        expect(fieldsOfDraft(report, draftOfReport(report))).toEqual(report);
      }),
    );
  });

  it('keeps an emptied field apart from one that is back to the case', () => {
    const emptied = typed(base, ...typedOver('remarks', '', 'from the case'));
    expect(ownText(emptied, 'remarks')).toBe('');
    expect(readReport(base, emptied)).toEqual({ ok: true, writes: { values: { remarks: '' } } });
    const back = { ...emptied, ...Object.fromEntries(typedOver('remarks', 'from the case', 'from the case')) };
    expect(ownText(back, 'remarks')).toBeNull();
    expect(readReport(base, back)).toEqual({ ok: true, writes: {} });
  });

  it('takes a recorded text back', () => {
    const report = { ...base, values: { remarks: 'x', cause: 'y' } };
    const back = typed(report, ...typedOver('remarks', 'case', 'case'));
    expect(readReport(report, back)).toEqual({ ok: true, writes: { values: { cause: 'y' } } });
  });

  it('names every entry that cannot be accepted and shows the recorded one meanwhile', () => {
    const draft = typed(base, ['number', '0'], ['title', ' '], ...typedOver('remarks', 'x'.repeat(20_001), ''));
    expect(readReport(base, draft)).toEqual({
      ok: false,
      problems: {
        number: { code: 'range', min: 1, max: 999 },
        title: { code: 'required' },
        [textKey('remarks')]: { code: 'tooLong', max: 20_000 },
      },
    });
    expect(fieldsOfDraft(base, draft)).toMatchObject({ number: 1, title: '第1報' });
  });

  it('clears an optional entry', () => {
    const report = { ...base, recipient: 'police', tlp: 'amber' as const };
    const draft = typed(report, ['recipient', ''], ['tlp', 'red']);
    expect(readReport(report, draft)).toEqual({ ok: true, writes: { recipient: null, tlp: 'red' } });
    expect(fieldsOfDraft(report, draft)).not.toHaveProperty('recipient');
  });
});

describe('the case with a draft in it', () => {
  it('prints what is typed, lists what is missing, and leaves the case alone', async () => {
    const { state, reportId } = await drillState('ja');
    const report = recordById(state, 'report', reportId);
    if (report === null) throw new Error('no report');
    const draft = { ...draftOfReport(report.fields), ...Object.fromEntries(typedOver('case-summary', '', 'x')) };
    const edited = withReport(state, report, fieldsOfDraft(report.fields, draft));
    expect(missingFields(edited, reportId, library).map(({ fieldId }) => fieldId)).toEqual(['case-summary']);
    expect(missingFields(state, reportId, library)).toEqual([]);
    const input = { reportId, library, generatedAt: '2026-11-23T00:00:00.000Z', appVersion: '0', watermark: null };
    const print = (of: typeof state) => JSON.stringify(buildReportDocument({ ...input, state: of }).blocks);
    expect(print(edited)).not.toBe(print(state));
    expect(fileStem(state, report)).toBe('training_DRILL-2026-001_common-form-3_1');
  });
});
