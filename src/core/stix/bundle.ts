import { canonicalJson } from '../canonical';
import { techniqueIn } from '../forms/select';
import type { TechniqueInfo } from '../forms/types';
import { recordById, recordsOf } from '../journal/read';
import type { CaseRecord, CaseState } from '../journal/state';
import { tlpOfReport } from '../package/release';
import type { Tlp } from '../records/vocabularies';
import { derivedId, recordStixId } from './ids';
import { tlpMarking, tlpMarkingId } from './markings';
import {
  attackPatternObject,
  identityObject,
  indicatorObject,
  malwareObject,
  observedDataObject,
  relationshipObject,
  timesOf,
  vulnerabilityObject,
  type BundleContext,
} from './objects';
import type { Expressed } from './observable';
import { carryIndicator, releasedTechniques, techniqueIdsOf, type OmittedReason } from './released';
import type { StixBundle, StixObject } from './types';

export type { OmittedReason };
/** Something of the case that the bundle does not carry, and why. `id` is the record's. */
export type Omitted = { what: 'indicator'; id: string; reasonCode: OmittedReason };
export type StixInput = {
  state: CaseState;
  reportId: string;
  techniques: readonly TechniqueInfo[];
};

/** Objects in order of first appearance, each id once. */
type Draft = { context: BundleContext; objects: Map<string, StixObject>; techniques: readonly TechniqueInfo[] };

const put = (draft: Draft, object: StixObject): StixObject => {
  const present = draft.objects.get(object.id);
  if (present) return present;
  draft.objects.set(object.id, object);
  return object;
};

/** Links objects that `record` made. */
const putRelation = (draft: Draft, record: CaseRecord, source: StixObject, type: string, target: StixObject): void => {
  put(draft, relationshipObject(draft.context, timesOf(record), source.id, type, target.id));
};

const putTechnique = (draft: Draft, id: string): StixObject =>
  put(draft, attackPatternObject(draft.context, id, techniqueIn(draft.techniques, id)));

const putVulnerability = (draft: Draft, record: CaseRecord<'indicator'>, value: string): void => {
  const vulnerability = put(draft, vulnerabilityObject(draft.context, value, record.fields));
  const family = record.fields.malwareFamily?.trim();
  if (family) putRelation(draft, record, put(draft, malwareObject(draft.context, family)), 'exploits', vulnerability);
  for (const id of techniqueIdsOf(record.fields.techniqueIds))
    putRelation(draft, record, putTechnique(draft, id), 'targets', vulnerability);
};

const putIndicator = (draft: Draft, record: CaseRecord<'indicator'>, value: string, expressed: Expressed): void => {
  const { context } = draft;
  const indicator = put(draft, indicatorObject(context, record, value, expressed));
  const marking = { object_marking_refs: [tlpMarkingId(context.tlp)] };
  const observables = expressed.observables.map((observable) => put(draft, { ...observable, ...marking }));
  const observed = observedDataObject(context, record, observables);
  // STIX lets an indicator be "based-on" observed data only; to a bare observable it is merely "related-to".
  if (observed) putRelation(draft, record, indicator, 'based-on', put(draft, observed));
  else for (const observable of observables.slice(-1)) putRelation(draft, record, indicator, 'related-to', observable);
  const family = record.fields.malwareFamily?.trim();
  if (family) putRelation(draft, record, indicator, 'indicates', put(draft, malwareObject(context, family)));
  for (const id of techniqueIdsOf(record.fields.techniqueIds))
    putRelation(draft, record, indicator, 'indicates', putTechnique(draft, id));
};

/** Null when the record is in the bundle, else why not. */
const putRecord = (draft: Draft, record: CaseRecord<'indicator'>): OmittedReason | null => {
  const carried = carryIndicator(record.fields, draft.context.tlp);
  if (!carried.ok) return carried.reasonCode;
  if (carried.expressed === null) putVulnerability(draft, record, carried.value);
  else putIndicator(draft, record, carried.value, carried.expressed);
  return null;
};

const putIndicators = (draft: Draft, state: CaseState): Omitted[] =>
  recordsOf(state, 'indicator').flatMap((record) => {
    const reasonCode = putRecord(draft, record);
    return reasonCode === null ? [] : [{ what: 'indicator', id: record.id, reasonCode } as const];
  });

const reportObject = (draft: Draft, report: CaseRecord<'report'>): StixObject => {
  const { context } = draft;
  return {
    type: 'report',
    spec_version: '2.1',
    id: recordStixId('report', report.id),
    created: timesOf(report).created,
    modified: context.times.modified,
    created_by_ref: context.identityId,
    object_marking_refs: [tlpMarkingId(context.tlp)],
    lang: context.language,
    name: report.fields.title,
    report_types: ['threat-report'],
    published: context.times.modified,
    object_refs: [...draft.objects.keys()],
  };
};

/** Labels that the objects use, as objects, in order of strictness. */
const usedMarkings = (objects: readonly StixObject[]): StixObject[] => {
  const used = new Set(objects.flatMap((object) => (object['object_marking_refs'] as string[] | undefined) ?? []));
  const levels: readonly Tlp[] = ['clear', 'green', 'amber', 'amber+strict', 'red'];
  return levels.filter((tlp) => used.has(tlpMarkingId(tlp))).map(tlpMarking);
};

const contextOf = (state: CaseState, report: CaseRecord<'report'>): BundleContext => {
  const organization = recordsOf(state, 'organization')[0] ?? null;
  const sources = [report, recordById(state, 'case', state.caseId), organization, ...recordsOf(state, 'indicator')];
  const times = sources.flatMap((record) => (record === null ? [] : [timesOf(record as CaseRecord)]));
  return {
    caseId: state.caseId,
    tlp: tlpOfReport(state, report.id),
    language: report.fields.language,
    identityId: recordStixId('identity', organization?.id ?? state.caseId),
    times: {
      created: times.map(({ created }) => created).reduce((a, b) => (a < b ? a : b)),
      modified: times.map(({ modified }) => modified).reduce((a, b) => (a > b ? a : b)),
    },
  };
};

/**
 * The case as a STIX 2.1 bundle for one report: reporter, report, indicators with patterns, observables, malware,
 * techniques, vulnerabilities and TLP 2.0 markings. Systems, accounts and people of the victim are never part of it.
 * The same state gives the same bundle. `omitted` lists the indicators that stay behind. Throws a RangeError when
 * the report does not exist.
 */
export const buildStixBundle = (input: StixInput): { bundle: StixBundle; omitted: readonly Omitted[] } => {
  const { state, reportId, techniques } = input;
  const report = recordById(state, 'report', reportId);
  if (report === null) throw new RangeError(`buildStixBundle: no report ${reportId}`);
  const draft: Draft = { context: contextOf(state, report), objects: new Map(), techniques };
  put(draft, identityObject(draft.context, recordsOf(state, 'organization')[0] ?? null));
  const omitted = putIndicators(draft, state);
  for (const { id } of releasedTechniques(state, draft.context.tlp)) putTechnique(draft, id);
  const content = [...draft.objects.values()];
  const objects = [reportObject(draft, report), ...content];
  const all = [...usedMarkings(objects), ...objects];
  return { bundle: { type: 'bundle', id: derivedId('bundle', [canonicalJson(all)]), objects: all }, omitted };
};

/** The bundle's file: JSON with two spaces, one line end at the end. */
export const bundleText = (bundle: StixBundle): string => `${JSON.stringify(bundle, null, 2)}\n`;
