import { applyOperations, newCaseState } from '../journal/reducer';
import type { Operation, Payload } from '../journal/operation';
import type { CaseState, StateChange } from '../journal/state';
import type { RecordType } from '../records/types';
import { createQueue } from '../queue';
import { createPayload, updatePayload, type CaseSession, type SessionPorts } from './session-type';
import { undoPayloads } from './undo';

const readAll = async (ports: SessionPorts): Promise<Operation[]> => {
  const operations: Operation[] = [];
  let from: number | null = 0;
  while (from !== null) {
    const page = await ports.read(from);
    operations.push(...page.operations);
    from = page.next;
  }
  return operations;
};

/**
 * Reads the whole journal and opens the case for work as `actor` (a person id). `isKnown` is the boundary schema's
 * judgement of a payload. Rejects with whatever the ports reject with.
 */
export const openCaseSession = async (
  ports: SessionPorts,
  caseId: string,
  actor: string,
  isKnown: (payload: Payload) => boolean,
): Promise<CaseSession> => {
  const listeners = new Set<(changes: readonly StateChange[]) => void>();
  let state: CaseState = applyOperations(newCaseState(caseId), await readAll(ports), isKnown).state;
  let writer = actor;
  /** A later change must see what an earlier one did. */
  const inTurn = createQueue();

  const commit = async (payloads: readonly Payload[], as: string): Promise<void> => {
    const operations = await ports.append(as, payloads);
    const reduced = applyOperations(state, operations, isKnown);
    state = reduced.state;
    for (const listener of [...listeners]) listener(reduced.changes);
  };
  const writeAs = async (person: string, payloads: readonly Payload[]): Promise<string> => {
    const batch = ports.newId();
    const grouped = payloads.map((payload) => ({ ...payload, batch }));
    if (payloads.length > 0) await inTurn(() => commit(grouped, person));
    return batch;
  };
  const write = (payloads: readonly Payload[]): Promise<string> => writeAs(writer, payloads);

  return {
    caseId,
    state: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    actor: () => writer,
    setActor: (personId) => {
      writer = personId;
    },
    create: async (type, fields) => {
      const id = ports.newId();
      await write([createPayload(type, id, fields)]);
      return id;
    },
    update: async (type, id, fields) => {
      await write([updatePayload(type, id, fields)]);
    },
    remove: async (type: RecordType, id, reason) => {
      await write([{ kind: 'record.remove', type, id, ...(reason === null ? {} : { reason }) }]);
    },
    restore: async (type: RecordType, id) => {
      await write([{ kind: 'record.restore', type, id }]);
    },
    write,
    writeAs,
    undo: (batchOrHash) => {
      const person = writer;
      return inTurn(async () => {
        const payloads = undoPayloads(state, batchOrHash);
        if (payloads.length === 0) return false;
        const batch = ports.newId();
        await commit(
          payloads.map((payload) => ({ ...payload, batch })),
          person,
        );
        return true;
      });
    },
    putDraft: (key, value) => {
      const person = writer;
      return inTurn(() => commit([{ kind: 'draft.put', key, value }], person));
    },
    clearDraft: (key) => {
      const person = writer;
      return inTurn(async () => {
        if (state.drafts.has(key)) await commit([{ kind: 'draft.clear', key }], person);
      });
    },
  };
};
