import { expect, it } from 'vitest';
import { prepareReport } from '../../../src/core/package/prepare';
import { recordById } from '../../../src/core/journal/read';
import { newKeyPair } from '../../../src/host/node';
import { drillState, library } from '../../support/drill-case';

it('prepares nothing for a sign-off on another form file than the report names', async () => {
  const { state, reportId } = await drillState('ja');
  const formSha256 = recordById(state, 'report', reportId)?.fields.formSha256 ?? '';
  const approver = { personId: 'p', name: '架空 太郎', role: 'ciso', publicKey: newKeyPair().publicKey };
  let rendered = 0;
  const prepare = (sha256: string) =>
    prepareReport(
      {
        state,
        reportId,
        library: { ...library, reportForms: library.reportForms.map((form) => ({ ...form, sha256 })) },
        approver,
        statement: '承認します。',
        createdAt: '2026-10-06T02:00:00.000Z',
        appVersion: '0.1.0',
      },
      {
        renderPdf: () => {
          rendered += 1;
          return Promise.resolve({ bytes: new Uint8Array([1]), missing: [] });
        },
      },
    );
  await expect(prepare('0'.repeat(64))).rejects.toThrow(/form-differs/u);
  expect(rendered).toBe(0);
  expect((await prepare(formSha256)).files.length).toBeGreaterThan(4);
});
