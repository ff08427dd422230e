import Dexie, { liveQuery, type Table } from 'dexie';
import type { CaseRecord } from '../../core/journal/state';
import { inQueryOrder, orderKey } from '../../core/projection/order';
import type { Projection } from '../../core/projection/port';
import { RECORD_TYPE_NAMES, type RecordType } from '../../core/records/types';

/** A record with what its table is indexed by. IndexedDB cannot index booleans. */
type Row = { id: string; gone: 0 | 1; at: string; record: CaseRecord };
type Meta = { key: 'cursor'; value: string };

/** The order a type is read in most; the other orders are sorted after reading. */
const indexedOrder = (type: RecordType): 'occurred' | 'created' => (type === 'timelineEvent' ? 'occurred' : 'created');

const toRow = (record: CaseRecord): Row => ({
  id: record.id,
  gone: record.removed ? 1 : 0,
  at: orderKey(record, indexedOrder(record.type)),
  record,
});

const openDatabase = (
  name: string,
): { db: Dexie; tables: Map<RecordType, Table<Row, string>>; meta: Table<Meta, string> } => {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' });
  const stores = Object.fromEntries(RECORD_TYPE_NAMES.map((type) => [type, 'id, [gone+at+id]']));
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
    const gone = query.removed ? 1 : 0;
    const range = tableOf(query.type)
      .where('[gone+at+id]')
      .between([gone, Dexie.minKey, Dexie.minKey], [gone, Dexie.maxKey, Dexie.maxKey]);
    const ordered = query.order === indexedOrder(query.type);
    const rows = await (ordered && query.direction === 'descending' ? range.reverse() : range).toArray();
    const records = rows.map((row) => row.record) as unknown as CaseRecord<typeof query.type>[];
    return ordered ? records : inQueryOrder(records, query);
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
    count: (type, removed) => {
      const gone = removed ? 1 : 0;
      return tableOf(type)
        .where('[gone+at+id]')
        .between([gone, Dexie.minKey, Dexie.minKey], [gone, Dexie.maxKey, Dexie.maxKey])
        .count();
    },
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
