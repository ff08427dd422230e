import { isKnownPayload } from '../../contract/operation';
import type { Host, Identity, Notice } from '../../contract/host';
import { createLayeredProjection } from '../../core/projection/layered';
import { createMemoryProjection } from '../../core/projection/memory';
import type { Projection } from '../../core/projection/port';
import { openCaseSession } from '../../core/session/session';
import { createPayload, type CaseSession } from '../../core/session/session-type';
import type { UiPorts } from '../ports';

export type OpenedCase = {
  session: CaseSession;
  projection: Projection;
  deviceId: string;
  writable: boolean;
  notices: readonly Notice[];
  close: () => Promise<void>;
};

const READ_LIMIT = 2000;
/** No draft has this key: clearing it only waits for what is being written. */
const NO_DRAFT = ' none';

const sessionPorts = (host: Host, caseId: string) => ({
  append: async (actor: string, payloads: Parameters<Host['journal.append']>[0]['payloads']) =>
    (await host['journal.append']({ caseId, actor, payloads })).operations,
  read: (from: number) => host['journal.read']({ caseId, from, limit: READ_LIMIT }),
  newId: () => crypto.randomUUID(),
});

/** Everyone who writes in a case is recorded in it with their public key, under the id their operations carry. */
export const recordPerson = async (session: CaseSession, actor: Identity): Promise<void> => {
  const known = session.state().records.get('person')?.get(actor.personId);
  if (known) return;
  const { personId, name, role, publicKey } = actor;
  await session.write([createPayload('person', personId, { name, role, publicKey })]);
};

/** Opens a session on a case that the host has opened. */
export const openSession = (host: Host, caseId: string, actor: Identity): Promise<CaseSession> => {
  const ports = sessionPorts(host, caseId);
  return openCaseSession(
    { ...ports, append: (person, payloads) => ports.append(person, [...payloads]) },
    caseId,
    actor.personId,
    isKnownPayload,
  );
};

/** A case that is being closed must be closed before the same one is opened again. */
let lastClose: Promise<void> = Promise.resolve();

/** Opens the case and its read side. Rejects with `HostError`; nothing stays open then. */
export const openCase = async (ports: UiPorts, caseId: string, actor: Identity): Promise<OpenedCase> => {
  const { host } = ports;
  await lastClose;
  const { deviceId, writable, notices } = await host['cases.open']({ caseId });
  try {
    const session = await openSession(host, caseId, actor);
    if (writable) await recordPerson(session, actor);
    const store = await ports.openProjection(caseId);
    const layered =
      store &&
      createLayeredProjection(session, store, ['case', 'organization', 'task'], (error) =>
        ports.logError('the store behind the lists failed; memory answers', error),
      );
    const close = async () => {
      layered?.stop();
      await session.clearDraft(NO_DRAFT);
      await store?.wipe();
      await host['cases.close']({ caseId });
    };
    return {
      session,
      projection: layered ?? createMemoryProjection(session),
      deviceId,
      writable,
      notices,
      close: () => {
        // After this turn: forms that are just being taken down still hand in their drafts.
        lastClose = Promise.resolve()
          .then(close)
          .catch((error: unknown) => ports.logError('closing the case failed', error));
        return lastClose;
      },
    };
  } catch (error) {
    await host['cases.close']({ caseId });
    throw error;
  }
};

/** Resolves when the case that was last taken down is closed. */
export const whenClosed = (): Promise<void> => lastClose;
