import type { CaseRecord, CaseState } from '../../core/journal/state';
import type { RecordType } from '../../core/records/types';

/** The field that names a record to people. */
const NAMING_FIELD: Readonly<Partial<Record<RecordType, string>>> = {
  case: 'title',
  organization: 'name',
  contact: 'name',
  person: 'name',
  device: 'name',
  system: 'hostname',
  account: 'accountName',
  indicator: 'value',
  timelineEvent: 'message',
  evidenceItem: 'name',
  task: 'title',
  checklistAnswer: 'checkId',
  report: 'title',
  release: 'fileName',
  importBatch: 'fileName',
};

/** A short name for a record: what references, the journal and messages call it. */
export const recordLabel = (record: CaseRecord): string => {
  const field = NAMING_FIELD[record.type];
  const value = field === undefined ? undefined : (record.fields as Readonly<Record<string, unknown>>)[field];
  const text = typeof value === 'string' ? value.split('\n')[0]?.trim() : '';
  return text ? text : record.id.slice(0, 8);
};

/** Types of which a record can be made from its name alone, with the field that holds the name. */
export const QUICK_ADD: Readonly<Partial<Record<RecordType, string>>> = {
  system: 'hostname',
  account: 'accountName',
  contact: 'name',
  evidenceItem: 'name',
};

/** Finds a record by id in the given types; null when it is nowhere. */
export const findAmong = (state: CaseState, types: readonly string[], id: string): CaseRecord | null => {
  for (const type of types) {
    const record = state.records.get(type as RecordType)?.get(id);
    if (record) return record;
  }
  return null;
};

/** The name of the laptop that wrote with this device id; a shortened id when it has not introduced itself. */
export const deviceName = (state: CaseState, deviceId: string): string => {
  // A device introduces itself: the record it wrote about a device is about itself.
  const entry = state.log.find((logged) => logged.deviceId === deviceId && logged.type === 'device');
  const record = entry?.id ? findAmong(state, ['device'], entry.id) : null;
  return record ? recordLabel(record) : deviceId.slice(0, 12);
};

/**
 * The name of the person, contact or laptop whose id an operation carries: a laptop writes its first operation as
 * itself. A shortened id when the case does not know it.
 */
export const personName = (state: CaseState, id: string): string => {
  const person = findAmong(state, ['person', 'contact'], id);
  if (person) return recordLabel(person);
  return state.heads.has(id) ? deviceName(state, id) : id.slice(0, 8);
};
