import type { TechniqueInfo } from '../forms/types';
import type { CaseRecord } from '../journal/state';
import type { Fields } from '../records/types';
import type { Language, SECTORS, Tlp } from '../records/vocabularies';
import { derivedId, recordStixId } from './ids';
import { tlpMarkingId } from './markings';
import type { Expressed } from './observable';
import { optional, type StixObject, type StixValue } from './types';
import { fallbackDescription, unnamedOrganization } from './words';

type Times = { created: string; modified: string };

/** What every object of one bundle shares. */
export type BundleContext = { caseId: string; tlp: Tlp; language: Language; identityId: string; times: Times };

/** STIX industry-sector-ov; a sector that the vocabulary does not know is left out. */
const SECTOR_CODES: Readonly<Partial<Record<(typeof SECTORS)[number], string>>> = {
  'information-communication': 'telecommunications',
  finance: 'financial-services',
  aviation: 'transportation',
  airport: 'transportation',
  railway: 'transportation',
  electricity: 'energy',
  gas: 'energy',
  government: 'government',
  medical: 'healthcare',
  water: 'water',
  logistics: 'transportation',
  chemical: 'chemical',
  credit: 'financial-services',
  petroleum: 'energy',
  port: 'transportation',
  academia: 'education',
  'think-tank': 'non-profit',
  media: 'entertainment',
  semiconductor: 'technology',
  manufacturing: 'manufacturing',
  aerospace: 'aerospace',
  defense: 'defense',
};

/** ISO 8601 with any offset to UTC with milliseconds, as STIX wants it. */
export const stixTime = (time: string): string => new Date(time).toISOString();

/** `modified` never before `created`, whatever the laptops' clocks claimed. */
export const timesOf = (record: CaseRecord): Times => {
  const created = stixTime(record.createdAt);
  const modified = stixTime(record.modifiedAt);
  return { created, modified: modified < created ? created : modified };
};

const common = (context: BundleContext, type: string, id: string, times: Times, tlp: Tlp): StixObject => ({
  type,
  spec_version: '2.1',
  id,
  created: times.created,
  modified: times.modified,
  created_by_ref: context.identityId,
  object_marking_refs: [tlpMarkingId(tlp)],
});

export const identityObject = (context: BundleContext, organization: CaseRecord<'organization'> | null): StixObject => {
  const { created_by_ref: _self, ...head } = common(
    context,
    'identity',
    context.identityId,
    context.times,
    context.tlp,
  );
  const sector = organization?.fields.sector;
  return {
    ...head,
    type: 'identity',
    id: context.identityId,
    lang: context.language,
    name: organization?.fields.name ?? unnamedOrganization[context.language],
    identity_class: 'organization',
    ...optional('sectors', sector && SECTOR_CODES[sector] ? [SECTOR_CODES[sector]] : []),
  };
};

type Indicator = Fields<'indicator'>;

export const indicatorObject = (
  context: BundleContext,
  record: CaseRecord<'indicator'>,
  value: string,
  expressed: Expressed,
): StixObject => {
  const { fields } = record;
  return {
    ...common(context, 'indicator', recordStixId('indicator', record.id), timesOf(record), fields.tlp ?? context.tlp),
    lang: context.language,
    name: value,
    description: fields.description?.trim() || fallbackDescription(fields.indicatorType, value, context.language),
    indicator_types: [fields.indicatorStatus === 'confirmed' ? 'malicious-activity' : 'unknown'],
    pattern: expressed.pattern,
    pattern_type: 'stix',
    pattern_version: '2.1',
    valid_from: fields.firstSeenAt?.utc ?? stixTime(record.createdAt),
    ...optional('confidence', fields.confidence),
  };
};

/** Someone saw the value here, at a stated time: an observation, which a merely published indicator is not. */
export const observedDataObject = (
  context: BundleContext,
  record: CaseRecord<'indicator'>,
  observables: readonly StixObject[],
): StixObject | null => {
  const { firstSeenAt, lastSeenAt, tlp } = record.fields;
  const first = firstSeenAt?.utc ?? lastSeenAt?.utc;
  const last = lastSeenAt?.utc ?? firstSeenAt?.utc;
  if (first === undefined || last === undefined) return null;
  const [from, to] = first <= last ? [first, last] : [last, first];
  return {
    ...common(context, 'observed-data', recordStixId('observed-data', record.id), timesOf(record), tlp ?? context.tlp),
    first_observed: from,
    last_observed: to,
    number_observed: 1,
    object_refs: observables.map(({ id }) => id),
  };
};

export const malwareObject = (context: BundleContext, family: string): StixObject => ({
  ...common(context, 'malware', malwareId(context, family), context.times, context.tlp),
  name: family,
  is_family: true,
});
export const malwareId = (context: BundleContext, family: string): string =>
  derivedId('malware', [context.caseId, family.normalize('NFKC').toLowerCase()]);

const cveOf = (value: string): StixValue => [{ source_name: 'cve', external_id: value }];

export const vulnerabilityObject = (context: BundleContext, value: string, fields: Indicator): StixObject => ({
  ...common(context, 'vulnerability', vulnerabilityId(context, value), context.times, fields.tlp ?? context.tlp),
  lang: context.language,
  name: value,
  description: fields.description?.trim() || fallbackDescription('cve', value, context.language),
  external_references: cveOf(value),
});
export const vulnerabilityId = (context: BundleContext, value: string): string =>
  derivedId('vulnerability', [context.caseId, value]);

const ATTACK_ID = /^T\d{4}(?:\.\d{3})?$/;

/** The technique as MITRE's catalogue has it. The address is that of the catalogue's own pages. */
const attackReference = (techniqueId: string): StixValue => ({
  source_name: 'mitre-attack',
  external_id: techniqueId,
  url: `https://attack.mitre.org/techniques/${techniqueId.replace('.', '/')}`,
});

/**
 * A technique as an object of the reporter's own that refers to MITRE's. Only its creator may publish a version of an
 * object (STIX 2.1, section 3.6), so MITRE's id is never used: a receiver's own copy stays untouched.
 */
export const attackPatternObject = (
  context: BundleContext,
  techniqueId: string,
  technique: TechniqueInfo | null,
): StixObject => ({
  ...common(
    context,
    'attack-pattern',
    derivedId('attack-pattern', [context.caseId, techniqueId]),
    context.times,
    context.tlp,
  ),
  name: technique?.name ?? techniqueId,
  ...optional('external_references', ATTACK_ID.test(techniqueId) ? [attackReference(techniqueId)] : []),
});

/** Carries the times of the record that it was made from, and the report's label. */
export const relationshipObject = (
  context: BundleContext,
  times: Times,
  source: string,
  type: string,
  target: string,
): StixObject => ({
  ...common(context, 'relationship', derivedId('relationship', [source, type, target]), times, context.tlp),
  relationship_type: type,
  source_ref: source,
  target_ref: target,
});
