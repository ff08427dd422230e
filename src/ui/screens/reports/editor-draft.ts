import { caseRecord } from '../../../core/journal/read';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import type { AnyFieldValue } from '../../../core/records/fields';
import type { Fields } from '../../../core/records/types';
import type { Writes } from '../../../core/session/session-type';
import { draftFrom, readForm, type Problem, type Problems } from '../../forms/values';
import type { DraftValues } from '../../hooks/draft';

type Report = Fields<'report'>;

/** What is set once for the whole report. */
export const HEAD_FIELDS = ['title', 'stage', 'number', 'recipient', 'language', 'tlp'] as const;
/** As in the record type: characters of one text typed over the case's. */
const TEXT_MAX = 20_000;

/** A text is the person's own only while its mark is set, so that an emptied field differs from one taken back. */
const ownKey = (fieldId: string): string => `own:${fieldId}`;
export const textKey = (fieldId: string): string => `text:${fieldId}`;
const OWN = 'yes';

export const draftOfReport = (fields: Report): DraftValues => {
  const head = Object.fromEntries(HEAD_FIELDS.map((field) => [field, fields[field]]));
  const own = Object.entries(fields.values ?? {}).flatMap(([id, text]) => [
    [ownKey(id), OWN],
    [textKey(id), text],
  ]);
  return { ...draftFrom(head), ...(Object.fromEntries(own) as DraftValues) };
};

/** The text typed over the case's in this field (perhaps empty); null while the case's own text stands. */
export const ownText = (draft: DraftValues, fieldId: string): string | null =>
  draft[ownKey(fieldId)] === OWN ? (draft[textKey(fieldId)] ?? '') : null;

/** What to set in the draft when the person types. Typing the case's very text takes the field back to the case. */
export const typedOver = (fieldId: string, text: string, caseText: string): readonly (readonly [string, string])[] => [
  [ownKey(fieldId), text === caseText ? '' : OWN],
  [textKey(fieldId), text === caseText ? '' : text],
];

const ownTexts = (draft: DraftValues): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(draft)
      .filter((key) => key.startsWith('own:') && draft[key] === OWN)
      .map((key) => key.slice('own:'.length))
      .sort()
      .map((id) => [id, draft[textKey(id)] ?? '']),
  );

const readHead = (
  draft: DraftValues,
): { values: Readonly<Record<string, AnyFieldValue | null>>; problems: Problems } => {
  const values: Record<string, AnyFieldValue | null> = {};
  const problems: Record<string, Problem> = {};
  for (const field of HEAD_FIELDS) {
    const read = readForm('report', [field], draft);
    if (read.ok) Object.assign(values, read.values);
    else Object.assign(problems, read.problems);
  }
  return { values, problems };
};

const present = (values: Readonly<Record<string, AnyFieldValue | null>>): Partial<Report> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** The report as it stands in the draft; an entry that cannot be read leaves what is recorded. */
export const fieldsOfDraft = (recorded: Report, draft: DraftValues): Report => {
  const { values } = readHead(draft);
  const cleared = HEAD_FIELDS.filter((field) => values[field] === null);
  const kept = Object.fromEntries(Object.entries(recorded).filter(([key]) => !cleared.includes(key as 'title')));
  return { ...(kept as Report), ...present(values), values: ownTexts(draft) };
};

export type ReadReport = { ok: true; writes: Writes<'report'> } | { ok: false; problems: Problems };

const sameTexts = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, text]) => b[key] === text);

/** Reads the draft: what differs from the record, or every entry that cannot be accepted. */
export const readReport = (recorded: Report, draft: DraftValues): ReadReport => {
  const { values, problems } = readHead(draft);
  const texts = ownTexts(draft);
  const tooLong = Object.entries(texts).filter(([, text]) => text.length > TEXT_MAX);
  const found: Problems = {
    ...problems,
    ...Object.fromEntries(tooLong.map(([id]) => [textKey(id), { code: 'tooLong', max: TEXT_MAX } as const])),
  };
  if (Object.keys(found).length > 0) return { ok: false, problems: found };
  const head = HEAD_FIELDS.filter((field) => (values[field] ?? undefined) !== recorded[field]);
  const changed = sameTexts(texts, recorded.values ?? {}) ? {} : { values: texts };
  return { ok: true, writes: { ...Object.fromEntries(head.map((field) => [field, values[field]])), ...changed } };
};

/** The case as it would be with these fields in the report: what the fields and the preview are made from while typing. */
export const withReport = (state: CaseState, report: CaseRecord<'report'>, fields: Report): CaseState => {
  const edited = { ...report, fields } as unknown as CaseRecord;
  const reports = new Map(state.records.get('report')).set(report.id, edited);
  return { ...state, records: new Map(state.records).set('report', reports) };
};

/** A name for a file of this report that any system takes: form, number, and a mark when it is training. */
export const fileStem = (state: CaseState, { fields }: CaseRecord<'report'>): string => {
  const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9.-]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/gu, '');
  const record = caseRecord(state)?.fields;
  return [
    record?.training === true ? 'training' : '',
    plain(record?.caseNumber ?? ''),
    plain(fields.formId),
    String(fields.number),
  ]
    .filter((part) => part !== '')
    .join('_')
    .slice(0, 120);
};
