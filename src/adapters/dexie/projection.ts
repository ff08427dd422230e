import Dexie, { liveQuery, type Table } from 'dexie';
import type { CaseRecord } from '../../core/journal/state';
import { inQueryOrder } from '../../core/projection/order';
import type { Projection } from '../../core/projection/port';
import { RECORD_TYPE_NAMES, type RecordType } from '../../core/records/types';

/** A record with what its table is indexed by. IndexedDB cannot index booleans. */
type Row = { id: string; gone: 0 | 1; record: CaseRecord };
type Meta = { key: 'cursor'; value: string };

const toRow = (record: CaseRecord): Row => ({
  id: record.id,
  gone: record.removed ? 1 : 0,
  record,
});

const openDatabase = (
  name: string,
): { db: Dexie; tables: Map<RecordType, Table<Row, string>>; meta: Table<Meta, string> } => {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  const stores = Object.fromEntries(RECORD_TYPE_NAMES.map((type) => [type, 'id, gone']));
  db.version(1).stores({ ...stores, meta: 'key' });
  return {
    db,
    tables: new Map(RECORD_TYPE_NAMES.map((type) => [type, db.table<Row, string>(type)])),
    meta: db.table<Meta, string>('meta'),
  };
};

export type DexieProjection = Projection & { close: () => void };

/**
 * The read side of a case on Dexie, one table for each record type. It holds copies of what the journal made and may
 * be wiped at any time; that none of it reaches the disk is a property of the browser context it runs in, not of this
 * code. `name` is the database's name.
 */
export const createDexieProjection = (name: string): DexieProjection => {
  const { db, tables, meta } = openDatabase(name);
  const tableOf = (type: RecordType): Table<Row, string> => {
    const table = tables.get(type);
    if (table === undefined) throw new Error(`no table for ${type}`);
    return table;
  };
  const list: Projection['list'] = async (query) => {
    const rows = await tableOf(query.type)
      .where('gone')
      .equals(query.removed ? 1 : 0)
      .toArray();
    // The order is decided in one place for memory and store.
    return inQueryOrder(rows.map((row) => row.record) as unknown as CaseRecord<typeof query.type>[], query);
  };

  return {
    list,
    apply: (records, cursor) =>
      db.transaction('rw', [...tables.values(), meta], async () => {
        for (const type of new Set(records.map((record) => record.type))) {
          await tableOf(type).bulkPut(records.filter((record) => record.type === type).map(toRow));
        }
        await meta.put({ key: 'cursor', value: cursor });
      }),
    get: async (type, id) => ((await tableOf(type).get(id))?.record ?? null) as CaseRecord<typeof type> | null,
    count: (type, removed) =>
      tableOf(type)
        .where('gone')
        .equals(removed ? 1 : 0)
        .count(),
    observe: (query, onResult, onError) => {
      const subscription = liveQuery(() => list(query)).subscribe({ next: onResult, error: onError });
      return () => subscription.unsubscribe();
    },
    cursor: async () => (await meta.get('cursor'))?.value ?? null,
    wipe: () =>
      db.transaction('rw', [...tables.values(), meta], async () => {
        for (const table of [...tables.values(), meta]) await table.clear();
      }),
    close: () => db.close(),
  };
};
