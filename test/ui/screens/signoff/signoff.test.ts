import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/core/canonical';
import { recordById, recordsOf } from '../../../../src/core/journal/read';
import { approvalStatus } from '../../../../src/core/package/approval-status';
import { contentDigest } from '../../../../src/core/package/content-digest';
import { approverProblem, reportAuthors } from '../../../../src/core/package/approver';
import { signoffHistory } from '../../../../src/ui/screens/signoff/hand-over';
import { changesSince, openPoints, withheldIndicators } from '../../../../src/ui/screens/signoff/open-points';
import { returnMessage, returnReport } from '../../../../src/ui/screens/signoff/return-report';
import { newKeyPair, signerOf, verifySignature } from '../../../../src/host/node';
import { drillSession, library } from '../../../support/drill-case';

const CISO = '00000000-0000-4000-8000-0000000000c1';

const drill = async () => {
  const { session } = await drillSession('ja');
  const report = recordsOf(session.state(), 'report')[0];
  if (report === undefined) throw new Error('no report');
  return { session, reportId: report.id };
};

const returnedDrill = async () => {
  const { session, reportId } = await drill();
  const keys = newKeyPair();
  const approver = { personId: CISO, name: '北川 玲子', role: 'ciso', publicKey: keys.publicKey };
  const signed: Uint8Array[] = [];
  const sign = (message: Uint8Array) => {
    signed.push(message);
    const signature = signerOf(keys.privateKey)(new TextDecoder().decode(message));
    return Promise.resolve({ signature, publicKey: keys.publicKey });
  };
  const id = '00000000-0000-4000-8000-0000000000a1';
  await returnReport(session, sign, { reportId, approver, statement: '影響を具体的に', id });
  return { session, reportId, approvalId: id, signed };
};

describe('who may approve', () => {
  it('is a CISO who has not written in the report, whoever is at the keyboard', async () => {
    const { session, reportId } = await drill();
    const author = session.actor();
    session.setActor(CISO);
    await session.create('task', { title: 'not in the report' });
    const authors = reportAuthors(session.state(), reportId);
    expect([...authors]).toEqual([author]);
    expect(approverProblem({ personId: CISO, role: 'ciso' }, authors)).toBeNull();
    expect(approverProblem({ personId: CISO, role: 'lead' }, authors)).toBe('role');
    expect(approverProblem({ personId: author, role: 'ciso' }, authors)).toBe('author');
    await session.update('report', reportId, { title: '直した' });
    expect(approverProblem({ personId: CISO, role: 'ciso' }, reportAuthors(session.state(), reportId))).toBe('author');
  });
});

describe('what the approver is told', () => {
  it('lists empty required fields and checks without an answer', async () => {
    const { session, reportId } = await drill();
    const before = openPoints(session.state(), reportId, library);
    expect(before).toMatchObject({ missing: [], unanswered: 21, lowVisibility: true });
    await session.update('report', reportId, { values: { 'case-summary': ' ' } });
    const { missing } = openPoints(session.state(), reportId, library);
    expect(missing.map(({ fieldId }) => fieldId)).toEqual(['case-summary']);
  });

  it('names every indicator that stays, and follows the TLP of the report', async () => {
    const { session, reportId } = await drill();
    const all = recordsOf(session.state(), 'indicator');
    const reasonOf = (id: string) =>
      withheldIndicators(session.state(), reportId).find((one) => one.id === id)?.reason ?? null;
    const strict = await session.create('indicator', {
      indicatorType: 'domain',
      value: 'a.example.com',
      tlp: 'red',
      shareable: true,
    });
    const broken = await session.create('indicator', { indicatorType: 'sha256', value: 'no hash', shareable: true });
    const kept = all.filter(({ fields }) => fields.shareable === false && fields.indicatorStatus !== 'false-positive');
    expect(kept.length).toBeGreaterThan(0);
    for (const { id } of kept) expect(reasonOf(id)).toBe('not-shareable');
    expect(reasonOf(strict)).toBe('stricter-tlp');
    expect(withheldIndicators(session.state(), reportId)).toContainEqual({
      id: broken,
      reason: 'invalid-value',
      stixOnly: true,
    });
    await session.update('report', reportId, { tlp: 'red' });
    expect(reasonOf(strict)).toBeNull();
  });
});

describe('a returned report', () => {
  it('is the approver’s own operation, with a signature over the decision', async () => {
    const { session, reportId, approvalId, signed } = await returnedDrill();
    const status = approvalStatus(session.state(), reportId);
    if (status.status !== 'returned') throw new Error(status.status);
    const { approval } = status;
    expect(approval).toMatchObject({ id: approvalId, createdBy: CISO });
    expect(recordById(session.state(), 'person', CISO)?.fields).toMatchObject({ name: '北川 玲子', role: 'ciso' });
    const {
      decision,
      personId,
      statement = '',
      contentDigest: digest = '',
      signature = '',
      publicKey = '',
    } = approval.fields;
    if (decision !== 'returned') throw new Error(decision);
    const message = returnMessage({ reportId, decision, personId, statement, contentDigest: digest });
    expect(message).toEqual(signed[0]);
    expect(JSON.parse(new TextDecoder().decode(message))).toEqual(
      JSON.parse(canonicalJson({ reportId, decision, personId, statement: '影響を具体的に', contentDigest: digest })),
    );
    expect(verifySignature(message, signature, publicKey)).toBe(true);
    expect(digest).toBe(contentDigest(session.state(), reportId));
  });

  it('records nothing when signing fails', async () => {
    const { session, reportId } = await drill();
    const approver = { personId: CISO, name: 'x', role: 'ciso', publicKey: '' };
    const refuse = () => Promise.reject(new Error('wrong passphrase'));
    const input = { reportId, approver, statement: 'x', id: CISO };
    await expect(returnReport(session, refuse, input)).rejects.toThrow('wrong passphrase');
    expect(approvalStatus(session.state(), reportId).status).toBe('none');
  });
});

describe('after a decision', () => {
  it('lists what changed since, newest first, and not what is no content', async () => {
    const { session, reportId, approvalId } = await returnedDrill();
    const task = await session.create('task', { title: '追加の確認' });
    await session.create('release', { approvalId, fileName: 'x.zip', sha256: 'a'.repeat(64) });
    await session.update('report', reportId, { title: '直した' });
    await session.putDraft('report:new', { title: 'x' });
    const changes = changesSince(session.state(), approvalId, reportId);
    expect(changes.map(({ type, id }) => [type, id])).toEqual([
      ['report', reportId],
      ['task', task],
    ]);
  });

  it('keeps decisions and files together, newest first', async () => {
    const { session, reportId, approvalId } = await returnedDrill();
    const release = await session.create('release', { approvalId, fileName: 'x.zip', sha256: 'a'.repeat(64) });
    const history = signoffHistory(session.state(), reportId);
    expect(history.approvals.map(({ id }) => id)).toEqual([approvalId]);
    expect(history.releases.map(({ id }) => id)).toEqual([release]);
    expect(signoffHistory(session.state(), CISO)).toEqual({ approvals: [], releases: [] });
  });
});
