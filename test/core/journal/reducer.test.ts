import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownPayload } from '../../../src/contract/operation';
import type { Operation, Payload } from '../../../src/core/journal/operation';
import { recordById, recordsOf } from '../../../src/core/journal/read';
import { applyOperations, newCaseState } from '../../../src/core/journal/reducer';
import { unsignedDevice } from '../../support/journal-in-memory';

const caseId = randomUUID();
const ana = randomUUID();
const reduce = (...batches: Operation[][]) =>
  batches.reduce((state, batch) => applyOperations(state, batch, isKnownPayload).state, newCaseState(caseId));
const hostPayload = (id: string, hostname: string): Payload => ({
  kind: 'record.create',
  type: 'system',
  id,
  fields: { hostname },
});

describe('applyOperations', () => {
  it('creates, updates, clears, removes and restores with an audit trail of before and after', () => {
    const { seal } = unsignedDevice(caseId, 'a');
    const id = randomUUID();
    const state = reduce([
      seal(ana, { kind: 'record.create', type: 'system', id, fields: { hostname: 'PC-01', location: '東京' } }),
      seal(ana, { kind: 'record.update', type: 'system', id, fields: { location: null, owner: '総務課' } }),
      seal(ana, { kind: 'record.remove', type: 'system', id, reason: '重複' }),
      seal(ana, { kind: 'record.restore', type: 'system', id }),
    ]);
    const record = recordById(state, 'system', id);
    expect(record).toMatchObject({
      fields: { hostname: 'PC-01', owner: '総務課' },
      revision: 4,
      removed: false,
      createdBy: ana,
    });
    expect(record?.fields).not.toHaveProperty('location');
    expect(state.log[1]?.changes).toEqual([
      { field: 'location', before: '東京', after: null },
      { field: 'owner', before: null, after: '総務課' },
    ]);
    expect(state.log.map(({ effect }) => effect)).toEqual(['applied', 'applied', 'applied', 'applied']);
  });

  it('refuses to change add-only records and records that do not exist', () => {
    const { seal } = unsignedDevice(caseId, 'a');
    const id = randomUUID();
    const fields = { approvalId: randomUUID(), fileName: 'a.zip', sha256: 'a'.repeat(64) };
    const state = reduce([
      seal(ana, { kind: 'record.create', type: 'release', id, fields }),
      seal(ana, { kind: 'record.update', type: 'release', id, fields: { fileName: 'b.zip' } }),
      seal(ana, { kind: 'record.remove', type: 'release', id }),
      seal(ana, { kind: 'record.create', type: 'release', id, fields: { ...fields, fileName: 'c.zip' } }),
      seal(ana, { kind: 'record.update', type: 'system', id: randomUUID(), fields: { owner: 'x' } }),
    ]);
    expect(recordById(state, 'release', id)?.fields.fileName).toBe('a.zip');
    expect(state.log.map(({ effect }) => effect)).toEqual(['applied', 'refused', 'refused', 'refused', 'refused']);
  });

  it('keeps what a newer version wrote, and does not let wrong types into the state', () => {
    const { seal } = unsignedDevice(caseId, 'a');
    const future = seal(ana, { kind: 'record.create', type: 'hologram', id: randomUUID(), fields: {} });
    const wrong = seal(ana, { kind: 'record.create', type: 'system', id: randomUUID(), fields: { hostname: 7 } });
    const redacted: Operation = { ...seal(ana, hostPayload(randomUUID(), 'PC-02')), payload: null };
    const state = reduce([future, wrong, redacted]);
    expect(state.unknown).toEqual([future, wrong]);
    expect(state.log.map(({ effect }) => effect)).toEqual(['unknown', 'unknown', 'redacted']);
    expect(recordsOf(state, 'system')).toEqual([]);
  });

  it('does not change a state it was given', () => {
    const { seal } = unsignedDevice(caseId, 'a');
    const id = randomUUID();
    const before = reduce([seal(ana, hostPayload(id, 'PC-01'))]);
    const after = applyOperations(
      before,
      [seal(ana, { kind: 'record.update', type: 'system', id, fields: { hostname: 'PC-99' } })],
      isKnownPayload,
    ).state;
    expect(recordById(before, 'system', id)?.fields.hostname).toBe('PC-01');
    expect(recordById(after, 'system', id)?.fields.hostname).toBe('PC-99');
    expect(before.log).toHaveLength(1);
  });

  it('reaches the same records whatever the order in which the operations of two laptops arrive', () => {
    const writes = fc.array(
      fc.record({
        device: fc.boolean(),
        record: fc.nat(2),
        field: fc.constantFrom('owner', 'location', 'note'),
        value: fc.string({ maxLength: 5 }),
        kind: fc.constantFrom('update', 'remove', 'restore'),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(writes, fc.array(fc.nat(), { maxLength: 30 }), (steps, cuts) => {
        const devices = [unsignedDevice(caseId, 'a'), unsignedDevice(caseId, 'b')] as const;
        const ids = [randomUUID(), randomUUID(), randomUUID()];
        const created = ids.map((id) => devices[0].seal(ana, hostPayload(id, 'PC')));
        created.forEach((operation) => devices[1].note(operation));
        const lines: Operation[][] = [[], []];
        for (const { device, record, field, value, kind } of steps) {
          const index = device ? 1 : 0;
          const target = { type: 'system', id: ids[record] ?? '' };
          const payload: Payload =
            kind === 'update'
              ? { kind: 'record.update', ...target, fields: { [field]: value.replace(/[\r\n]/gu, ' ') } }
              : { kind: `record.${kind}` as 'record.remove', ...target };
          lines[index]?.push(devices[index].seal(ana, payload));
        }
        const together = reduce([...created, ...(lines[0] ?? []), ...(lines[1] ?? [])]);
        // Deliver the two chains in pieces: each chain in its own order, interleaved by `cuts`.
        const rest = lines.map((line) => [...line]);
        const batches: Operation[][] = [created];
        for (const cut of cuts) batches.push(rest[cut % 2]?.splice(0, 1 + (cut % 3)) ?? []);
        batches.push(...rest);
        const piecewise = reduce(...batches);
        const view = (state: typeof together) =>
          ids
            .map((id) => recordById(state, 'system', id))
            .map((record) => ({ fields: record?.fields, removed: record?.removed }));
        expect(view(piecewise)).toEqual(view(together));
      }),
      { numRuns: 200 },
    );
  });

  it('passes over operations it has already applied', () => {
    const { seal } = unsignedDevice(caseId, 'a');
    const operations = [seal(ana, hostPayload(randomUUID(), 'PC-01'))];
    const state = reduce(operations, operations);
    expect(state.log).toHaveLength(1);
  });
});
