import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { recordById, recordsOf } from '../../../src/core/journal/read';
import { createPayload, updatePayload } from '../../../src/core/session/session-type';
import { sessionInMemory } from '../../support/journal-in-memory';

const caseId = randomUUID();
const ana = randomUUID();
const open = async () => sessionInMemory(ana, [], caseId);

describe('openCaseSession', () => {
  it('shows a change only after it was written, and tells subscribers what changed', async () => {
    const { session } = await open();
    const seen: string[] = [];
    const stop = session.subscribe((changes) => seen.push(...changes.map(({ kind }) => kind)));
    const before = session.state();
    const id = await session.create('system', { hostname: 'PC-01' });
    expect(before.records.size).toBe(0);
    expect(recordById(session.state(), 'system', id)?.fields.hostname).toBe('PC-01');
    expect(seen).toEqual(['record', 'log']);
    stop();
    await session.update('system', id, { hostname: 'PC-02' });
    expect(seen).toHaveLength(2);
  });

  it('comes back the same from the operations it wrote', async () => {
    const { session, operations } = await open();
    const id = await session.create('task', { title: '隔離', taskStatus: 'pending' });
    await session.update('task', id, { taskStatus: 'ongoing' });
    await session.remove('task', id, null);
    await session.putDraft('task:new', { title: '下書き' });
    const again = await sessionInMemory(ana, operations, caseId);
    expect(again.session.state()).toEqual(session.state());
  });

  it('undoes a batch as a whole, newest first, and can undo the undo', async () => {
    const { session } = await open();
    const id = randomUUID();
    const batch = await session.write([
      createPayload('system', id, { hostname: 'PC-01' }),
      updatePayload('system', id, { owner: '総務課' }),
    ]);
    expect(await session.undo(batch)).toBe(true);
    expect(recordsOf(session.state(), 'system')).toEqual([]);
    expect(await session.undo(batch)).toBe(false);
    const undone = session.state().log.at(-1)?.batch ?? '';
    expect(await session.undo(undone)).toBe(true);
    expect(recordsOf(session.state(), 'system')).toHaveLength(1);
  });

  it('does not undo over a value somebody changed since', async () => {
    const { session } = await open();
    const id = await session.create('system', { hostname: 'PC-01', owner: 'a', location: 'x' });
    const batch = await session.write([updatePayload('system', id, { owner: 'b', location: 'y' })]);
    await session.update('system', id, { owner: 'c' });
    expect(await session.undo(batch)).toBe(true);
    expect(recordById(session.state(), 'system', id)?.fields).toMatchObject({ owner: 'c', location: 'x' });
  });

  it('keeps working after a failed write, and the failed change does not show', async () => {
    const { session } = await open();
    // The journal's schema refuses; the in-memory journal does not know it, so ask for what the reducer will not take.
    await expect(
      session.write([{ kind: 'record.create', type: 'system', id: randomUUID(), fields: { hostname: Number.NaN } }]),
    ).rejects.toThrow();
    const id = await session.create('system', { hostname: 'PC-01' });
    expect(recordsOf(session.state(), 'system').map((record) => record.id)).toEqual([id]);
  });

  it('carries out concurrent calls one after another', async () => {
    const { session } = await open();
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) => session.create('system', { hostname: `PC-${index}` })),
    );
    expect(recordsOf(session.state(), 'system').map(({ id }) => id)).toEqual(ids);
    expect(session.state().log.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1));
  });

  it('stores and clears drafts', async () => {
    const { session } = await open();
    await session.putDraft('case', { title: '下書き' });
    expect(session.state().drafts.get('case')).toEqual({ title: '下書き' });
    await session.clearDraft('case');
    await session.clearDraft('case');
    expect(session.state().drafts.size).toBe(0);
    expect(session.state().log.map(({ kind }) => kind)).toEqual(['draft.put', 'draft.clear']);
  });
});
