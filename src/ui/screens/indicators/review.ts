import type { FoundIndicator } from '../../../core/indicators/extract';
import type { Payload } from '../../../core/journal/operation';
import type { CaseRecord } from '../../../core/journal/state';
import { RECORD_TYPES } from '../../../core/records/types';
import type { IndicatorType } from '../../../core/records/vocabularies';
import { createPayload } from '../../../core/session/session-type';

/** One batch of the journal holds at most this many records. */
export const MAX_BATCH = 5000;

/** A value found in a text, with all its occurrences as one. */
export type Candidate = {
  /** Unique in a review. */
  key: string;
  type: IndicatorType;
  value: string;
  /** How often it occurs. */
  count: number;
  /** The line of its first occurrence in three parts; `match` is the value as written there. */
  before: string;
  match: string;
  after: string;
  /** Id of the record that already holds it; null for a new one. */
  knownId: string | null;
};

export const indicatorKey = (type: string, value: string): string => `${type} ${value}`;

/** Ids of the recorded indicators by type and value. */
export const knownIndicators = (records: readonly CaseRecord<'indicator'>[]): ReadonlyMap<string, string> =>
  new Map(records.map(({ id, fields }) => [indicatorKey(fields.indicatorType, fields.value), id]));

const candidateOf = (found: FoundIndicator, knownId: string | null): Candidate => {
  const at = found.context.indexOf(found.raw);
  const [before, match, after] =
    at === -1
      ? [found.context, '', '']
      : [found.context.slice(0, at), found.raw, found.context.slice(at + found.raw.length)];
  return {
    key: indicatorKey(found.type, found.value),
    type: found.type,
    value: found.value,
    count: 1,
    before,
    match,
    after,
    knownId,
  };
};

/** What was found in a text, each value once, in the order of the text. */
export const candidatesOf = (
  found: readonly FoundIndicator[],
  known: ReadonlyMap<string, string>,
): readonly Candidate[] => {
  const candidates = new Map<string, Candidate>();
  for (const one of found) {
    const key = indicatorKey(one.type, one.value);
    const seen = candidates.get(key);
    candidates.set(key, seen ? { ...seen, count: seen.count + 1 } : candidateOf(one, known.get(key) ?? null));
  }
  return [...candidates.values()];
};

/** Records for the accepted values, with the line they were found in. */
export const acceptPayloads = (
  candidates: readonly Candidate[],
  source: string,
  newId: () => string,
): readonly Payload[] =>
  candidates.map(({ type, value, before, match, after }) =>
    createPayload('indicator', newId(), {
      indicatorType: type,
      value,
      indicatorStatus: 'candidate',
      shareable: true,
      extractedFrom: `${before}${match}${after}`.slice(0, RECORD_TYPES.indicator.extractedFrom.max),
      ...(source.trim() === '' ? {} : { source: source.trim() }),
    }),
  );

/** A draft holds texts of at most this length in each entry, and this many entries of a long text. */
const PART = 20_000;
const PARTS = 10;

/** Where an entry that starts at `start` ends: never between the two halves of a character. */
const partEnd = (text: string, start: number): number => {
  const end = start + PART;
  return end < text.length && /[\ud800-\udbff]/u.test(text.charAt(end - 1)) ? end - 1 : end;
};

/** A long text in the entries of a draft; null when it is too long to be kept (it came from somewhere, and still is there). */
export const draftParts = (text: string): readonly { key: string; value: string }[] | null => {
  const parts: { key: string; value: string }[] = [];
  let start = 0;
  for (let index = 0; index < PARTS; index += 1) {
    const end = partEnd(text, start);
    parts.push({ key: `text${String(index)}`, value: text.slice(start, end) });
    start = end;
  }
  return start < text.length ? null : parts;
};

export const textOfDraft = (values: Readonly<Record<string, string>>): string =>
  Array.from({ length: PARTS }, (_, index) => values[`text${String(index)}`] ?? '').join('');
