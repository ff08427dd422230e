import { describe, expect, it } from 'vitest';
import { createPayload } from '../../../../src/core/session/session-type';
import { proposeReport, readNewReport } from '../../../../src/ui/screens/reports/propose';
import { drillSession, library } from '../../../support/drill-case';

const NEW_ID = '00000000-0000-4000-8000-00000000000f';

describe('a new report', () => {
  it('follows the reports already made for the same recipient', async () => {
    const { session } = await drillSession('ja');
    const first = proposeReport(session.state(), library, { recipient: 'nco' }, 'ja');
    expect(first?.values).toMatchObject({ stage: 'preliminary', number: '1', tlp: 'amber', language: 'ja' });
    const second = proposeReport(session.state(), library, { recipient: 'police' }, 'en');
    expect(second?.values).toMatchObject({ stage: 'follow-up', number: '2', language: 'en' });
  });

  it('proposes a title from case, stage and number, until the person types one', async () => {
    const { session } = await drillSession('ja');
    const proposed = proposeReport(session.state(), library, { recipient: 'nco', stage: 'final', number: '3' }, 'ja');
    expect(proposed?.values.title).toBe('取材依頼を装うメールからの侵入(架空国際政策研究所) 確報(第3報)');
    const own = proposeReport(session.state(), library, { title: '' }, 'ja');
    expect(own?.values.title).toBe('');
    if (own === null) throw new Error('no form');
    expect(readNewReport(own.form, own.values)).toEqual({ ok: false, problems: { title: { code: 'required' } } });
  });

  it('names the exact form file and can be recorded', async () => {
    const { session } = await drillSession('ja');
    const proposed = proposeReport(session.state(), library, {}, 'ja');
    if (proposed === null) throw new Error('no form');
    const read = readNewReport(proposed.form, proposed.values);
    if (!read.ok) throw new Error('not read');
    const { id, version, sha256 } = proposed.form;
    expect(read.fields).toMatchObject({ formId: id, formVersion: version, formSha256: sha256, number: 1 });
    await session.write([createPayload('report', NEW_ID, read.fields)]);
    expect(session.state().records.get('report')?.get(NEW_ID)?.fields).toEqual(read.fields);
  });

  it('proposes nothing without a form', async () => {
    const { session } = await drillSession('ja');
    expect(proposeReport(session.state(), { ...library, reportForms: [] }, {}, 'ja')).toBeNull();
  });
});
