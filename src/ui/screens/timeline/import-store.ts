import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Host } from '../../../contract/host';
import type { CaseRecord } from '../../../core/journal/state';
import type { CaseSession } from '../../../core/session/session-type';
import { IMPORT_FIELDS, type ImportMapping, type ImportResult } from '../../../core/timeline/csv-import';
import { useOpenCase } from '../../hooks/case';
import { useHost } from '../../hooks/ports';
import { useRecords } from '../../hooks/records';
import { readRows, readTable } from './read-csv';

export type ImportBatch = CaseRecord<'importBatch'>;
export type ImportState =
  | { at: 'loading'; percent: number }
  | { at: 'ready'; result: ImportResult }
  /** `detail` is for whoever is asked for help: a code of the host or of the parser. */
  | { at: 'failed'; reason: 'blob' | 'parse'; detail: string };
export type LoadedImport = { batch: ImportBatch; state: ImportState; retry: () => void };

/** What the rows of an import depend on: the same file read in another way is another set of rows. */
const keyOf = ({ fields }: Pick<ImportBatch, 'fields'>): string =>
  JSON.stringify([fields.blobId, fields.encoding, fields.timeZone, fields.mapping]);

const mappingOf = ({ fields }: ImportBatch): ImportMapping => {
  const names: Readonly<Record<string, string | undefined>> = fields.mapping ?? {};
  return Object.fromEntries(
    IMPORT_FIELDS.flatMap((field) => (names[field] === undefined ? [] : [[field, names[field]]])),
  );
};

type ImportStore = {
  states: () => ReadonlyMap<string, ImportState>;
  subscribe: (onChange: () => void) => () => void;
  /** Begins to read the file, unless that was begun before. */
  load: (batch: ImportBatch) => void;
  put: (batch: Pick<ImportBatch, 'fields'>, state: ImportState) => void;
  forget: (batch: ImportBatch) => void;
};

const detailOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const createImportStore = (host: Host, caseId: string): ImportStore => {
  let states: ReadonlyMap<string, ImportState> = new Map();
  const listeners = new Set<() => void>();
  const publish = (next: ReadonlyMap<string, ImportState>) => {
    states = next;
    for (const listener of [...listeners]) listener();
  };
  const put = (batch: Pick<ImportBatch, 'fields'>, state: ImportState) =>
    publish(new Map(states).set(keyOf(batch), state));
  const forget = (batch: ImportBatch) => {
    const next = new Map(states);
    next.delete(keyOf(batch));
    publish(next);
  };

  const read = async (batch: ImportBatch): Promise<ImportState> => {
    let bytes: Uint8Array;
    try {
      ({ bytes } = await host['blobs.get']({ caseId, blobId: batch.fields.blobId }));
    } catch (error) {
      return { at: 'failed', reason: 'blob', detail: detailOf(error) };
    }
    const table = await readTable(bytes, batch.fields.encoding ?? 'utf-8');
    if (!table.ok) return { at: 'failed', reason: 'parse', detail: `${table.reason} ${table.detail}` };
    const onPercent = (percent: number) => put(batch, { at: 'loading', percent });
    const result = await readRows(table.table, mappingOf(batch), batch.fields.timeZone, onPercent, () => true);
    return result === null ? { at: 'failed', reason: 'parse', detail: 'stopped' } : { at: 'ready', result };
  };
  const load = (batch: ImportBatch) => {
    if (states.has(keyOf(batch))) return;
    put(batch, { at: 'loading', percent: 0 });
    read(batch).then(
      (state) => put(batch, state),
      (error: unknown) => put(batch, { at: 'failed', reason: 'parse', detail: detailOf(error) }),
    );
  };
  return {
    states: () => states,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    load,
    put,
    forget,
  };
};

/** One store for each open case: its rows go when the case is closed. */
const stores = new WeakMap<CaseSession, ImportStore>();

export const useImportStore = (): ImportStore => {
  const host = useHost();
  const { session } = useOpenCase();
  return useMemo(() => {
    const store = stores.get(session) ?? createImportStore(host, session.caseId);
    stores.set(session, store);
    return store;
  }, [host, session]);
};

const LOADING: ImportState = { at: 'loading', percent: 0 };

/** The imports of the case with their rows, which are read again from the stored files and kept in memory. */
export const useImports = (): readonly LoadedImport[] => {
  const store = useImportStore();
  const batches = useRecords('importBatch');
  const states = useSyncExternalStore(store.subscribe, store.states);
  useEffect(() => {
    for (const batch of batches) store.load(batch);
  }, [batches, store]);
  return useMemo(
    () =>
      batches.map((batch) => ({
        batch,
        state: states.get(keyOf(batch)) ?? LOADING,
        retry: () => {
          store.forget(batch);
          store.load(batch);
        },
      })),
    [batches, states, store],
  );
};
