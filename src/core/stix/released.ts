import { normaliseIndicator } from '../indicators/normalise';
import { withheldReason, type WithheldReason } from '../indicators/withheld';
import { recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import type { Fields } from '../records/types';
import type { Tlp } from '../records/vocabularies';
import { expressIndicator, type Expressed } from './observable';

/** Why an indicator is not in the bundle: it does not leave at all, or STIX cannot say it. */
export type OmittedReason = WithheldReason | 'invalid-value' | 'not-expressible';

/** These stay out of the bundle only: paper and lists can say them. */
export const STIX_ONLY: ReadonlySet<OmittedReason | null> = new Set<OmittedReason>([
  'invalid-value',
  'not-expressible',
]);

/** An indicator as the bundle carries it; `expressed` is null for a CVE number, which is a vulnerability there. */
export type Carried =
  { ok: true; value: string; expressed: Expressed | null } | { ok: false; reasonCode: OmittedReason };

/** The one rule for what becomes of an indicator in a bundle under this label; paper states its numbers by it. */
export const carryIndicator = (fields: Fields<'indicator'>, tlp: Tlp): Carried => {
  const withheld = withheldReason(fields, tlp);
  if (withheld !== null) return { ok: false, reasonCode: withheld };
  const normal = normaliseIndicator(fields.indicatorType, fields.value);
  if (!normal.ok) return { ok: false, reasonCode: 'invalid-value' };
  if (fields.indicatorType === 'cve') return { ok: true, value: normal.value, expressed: null };
  const expressed = expressIndicator(fields.indicatorType, normal.value);
  return expressed === null
    ? { ok: false, reasonCode: 'not-expressible' }
    : { ok: true, value: normal.value, expressed };
};

/** Technique ids as typed, in one spelling. */
export const techniqueIdsOf = (typed: readonly string[] | undefined): readonly string[] =>
  (typed ?? []).map((id) => id.trim().toUpperCase()).filter((id) => id !== '');

/** The records that show a technique and leave with the report. */
export type TechniqueSeen = {
  id: string;
  events: readonly CaseRecord<'timelineEvent'>[];
  indicators: readonly CaseRecord<'indicator'>[];
};

/**
 * The techniques that leave under this label, by id: those of events in the report and of indicators that leave. Paper
 * and STIX both use this list, so that neither names a technique that rests on something held back.
 */
export const releasedTechniques = (state: CaseState, tlp: Tlp): readonly TechniqueSeen[] => {
  const seen = new Map<string, { events: CaseRecord<'timelineEvent'>[]; indicators: CaseRecord<'indicator'>[] }>();
  const entry = (id: string) => {
    const known = seen.get(id) ?? { events: [], indicators: [] };
    seen.set(id, known);
    return known;
  };
  for (const event of recordsOf(state, 'timelineEvent'))
    if (event.fields.inReport === true)
      for (const id of new Set(techniqueIdsOf(event.fields.techniqueIds))) entry(id).events.push(event);
  for (const indicator of recordsOf(state, 'indicator'))
    if (withheldReason(indicator.fields, tlp) === null)
      for (const id of new Set(techniqueIdsOf(indicator.fields.techniqueIds))) entry(id).indicators.push(indicator);
  return [...seen].map(([id, records]) => ({ id, ...records })).sort((a, b) => (a.id < b.id ? -1 : 1));
};
