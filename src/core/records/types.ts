import type { FieldSpec, FieldsFrom } from './fields';
import * as v from './vocabularies';

const id = { max: 200 } as const;
const text = { kind: 'text', max: 500 } as const;
const lines = { kind: 'lines', max: 20_000 } as const;
const time = { kind: 'time' } as const;
const flag = { kind: 'flag' } as const;
const tlp = { kind: 'enum', values: v.TLP_LEVELS } as const;
const techniques = { kind: 'texts', max: 20, count: 100 } as const;
const must = <S extends FieldSpec>(spec: S): S & { required: true } => ({ ...spec, required: true });
const oneOf = <const V extends readonly string[]>(values: V) => ({ kind: 'enum', values }) as const;
const ref = <const T extends readonly string[]>(...to: T) => ({ kind: 'ref', to }) as const;
const refs = <const T extends readonly string[]>(...to: T) => ({ kind: 'refs', to, count: 1000 }) as const;

/**
 * Every record type of a case, as data. Names of entities and fields follow STIX 2.1 and its Incident
 * extension, Timesketch (`message`, `timestampDesc`) and ISO/IEC 27037 for evidence.
 * Field keys are unique in meaning across types, so that one catalogue labels them all.
 */
export const RECORD_TYPES = {
  case: {
    title: must(text),
    caseNumber: { kind: 'text', ...id },
    summary: lines,
    incidentType: oneOf(v.INCIDENT_TYPES),
    determination: oneOf(v.DETERMINATIONS),
    investigationStatus: oneOf(v.INVESTIGATION_STATUSES),
    tlp,
    entryVector: oneOf(v.ENTRY_VECTORS),
    occurredAt: time,
    detectedAt: time,
    recognisedAt: time,
    reportedAt: time,
    timeZone: text,
    detectionMethod: text,
    impactSummary: lines,
    causeSummary: lines,
    responseSummary: lines,
    preventionSummary: lines,
    personalDataAffected: oneOf(v.YES_NO_UNKNOWN),
    designatedOperator: oneOf(v.YES_NO_UNKNOWN),
    shareWithNco: oneOf(v.CONSENTS),
    training: flag,
  },
  organization: {
    name: must(text),
    nameKana: text,
    sector: oneOf(v.SECTORS),
    corporateNumber: { kind: 'text', max: 13 },
    address: text,
    department: text,
    phone: text,
  },
  contact: {
    name: must(text),
    nameKana: text,
    affiliation: text,
    department: text,
    contactRole: oneOf(v.CONTACT_ROLES),
    phone: text,
    mobile: text,
    email: text,
    outOfBand: text,
    note: lines,
  },
  /** Someone who acts in this case. `publicKey` is the person's Ed25519 key, raw 32 bytes in base64. */
  person: {
    name: must(text),
    role: must(oneOf(v.ROLES)),
    publicKey: must(text),
  },
  /** A laptop that writes to this case; first operation of every device chain. Key as in `person`. */
  device: {
    name: must(text),
    publicKey: must(text),
  },
  system: {
    hostname: must(text),
    aliases: { kind: 'texts', max: 255, count: 50 },
    fqdn: text,
    ipAddresses: { kind: 'texts', max: 45, count: 100 },
    systemType: oneOf(v.SYSTEM_TYPES),
    operatingSystem: text,
    location: text,
    businessRole: text,
    owner: text,
    compromiseStatus: oneOf(v.COMPROMISE_STATUSES),
    containmentState: oneOf(v.CONTAINMENT_STATES),
    firstCompromisedAt: time,
    /** Seconds the clock of this system runs ahead of true time (negative: behind). */
    clockOffsetSeconds: { kind: 'integer', min: -3_155_760_000, max: 3_155_760_000 },
    note: lines,
  },
  account: {
    accountName: must(text),
    domain: text,
    userPrincipalName: text,
    sid: { kind: 'text', ...id },
    accountType: oneOf(v.ACCOUNT_TYPES),
    privileges: text,
    compromiseStatus: oneOf(v.COMPROMISE_STATUSES),
    firstCompromisedAt: time,
    lastCompromisedAt: time,
    systemIds: refs('system'),
    note: lines,
  },
  indicator: {
    indicatorType: must(oneOf(v.INDICATOR_TYPES)),
    value: must({ kind: 'text', max: 8192 }),
    indicatorStatus: oneOf(v.INDICATOR_STATUSES),
    tlp,
    /** STIX confidence, 0 to 100. */
    confidence: { kind: 'integer', min: 0, max: 100 },
    firstSeenAt: time,
    lastSeenAt: time,
    source: text,
    description: lines,
    malwareFamily: text,
    techniqueIds: techniques,
    systemIds: refs('system'),
    shareable: flag,
    extractedFrom: lines,
  },
  timelineEvent: {
    occurredAt: must(time),
    endAt: time,
    timestampDesc: text,
    message: must(lines),
    interpretation: lines,
    category: oneOf(v.EVENT_CATEGORIES),
    source: text,
    systemIds: refs('system'),
    accountIds: refs('account'),
    indicatorIds: refs('indicator'),
    evidenceIds: refs('evidenceItem'),
    techniqueIds: techniques,
    keyEvent: flag,
    inReport: flag,
    importBatchId: ref('importBatch'),
    /** 1-based row of the imported file this event was promoted from. */
    importRow: { kind: 'integer', min: 1, max: 1_000_000_000 },
  },
  evidenceItem: {
    name: must(text),
    evidenceNumber: { kind: 'text', ...id },
    evidenceType: oneOf(v.EVIDENCE_TYPES),
    description: lines,
    sourceSystemId: ref('system'),
    acquiredAt: time,
    acquiredById: ref('person', 'contact'),
    acquisitionMethod: text,
    tool: text,
    fileName: text,
    sizeBytes: { kind: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER },
    sha256: { kind: 'sha256' },
    hashedAt: time,
    storageLocation: text,
    note: lines,
  },
  task: {
    title: must(text),
    description: lines,
    phase: oneOf(v.PHASES),
    taskStatus: oneOf(v.TASK_STATUSES),
    priority: oneOf(v.PRIORITIES),
    assigneeId: ref('person', 'contact'),
    dueAt: time,
    systemIds: refs('system'),
  },
  /** Add-only. Who answered and when are the operation's actor and time. */
  checklistAnswer: {
    checklistId: must({ kind: 'text', ...id }),
    checklistVersion: must({ kind: 'text', ...id }),
    checklistSha256: must({ kind: 'sha256' }),
    checkId: must({ kind: 'text', ...id }),
    result: must(oneOf(v.CHECK_RESULTS)),
    systemId: ref('system'),
    note: lines,
    stepRun: flag,
    coveredFrom: time,
    coveredUntil: time,
    evidenceIds: refs('evidenceItem'),
  },
  report: {
    formId: must({ kind: 'text', ...id }),
    formVersion: must({ kind: 'text', ...id }),
    formSha256: must({ kind: 'sha256' }),
    title: must(text),
    language: must(oneOf(v.LANGUAGES)),
    stage: must(oneOf(v.REPORT_STAGES)),
    /** 第n報: running number of the report, from 1. */
    number: must({ kind: 'integer', min: 1, max: 999 }),
    recipient: text,
    tlp,
    /** Text typed over what the case fills in; key = field id of the form. */
    values: { kind: 'map', max: 20_000, count: 200 },
  },
  /**
   * Add-only. `manifest` is the exact text of manifest.json that the approver signed (Ed25519, base64);
   * `files` maps each file name of the package to the id of the blob that holds exactly those bytes.
   */
  approval: {
    reportId: must(ref('report')),
    decision: must(oneOf(v.APPROVAL_DECISIONS)),
    personId: must(ref('person')),
    statement: lines,
    manifest: { kind: 'lines', max: 1_000_000 },
    signature: text,
    publicKey: text,
    contentDigest: { kind: 'sha256' },
    files: { kind: 'map', max: 200, count: 100 },
  },
  /** Add-only. A package of an approval was written to a file. */
  release: {
    approvalId: must(ref('approval')),
    fileName: must(text),
    sha256: must({ kind: 'sha256' }),
  },
  importBatch: {
    fileName: must(text),
    sha256: must({ kind: 'sha256' }),
    sizeBytes: { kind: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER },
    encoding: oneOf(v.ENCODINGS),
    timeZone: must(text),
    /** Target field -> column name of the file. */
    mapping: { kind: 'map', max: 500, count: 50 },
    blobId: must(text),
    rows: must({ kind: 'integer', min: 0, max: 1_000_000_000 }),
    rejected: { kind: 'integer', min: 0, max: 1_000_000_000 },
    note: lines,
  },
} as const satisfies Record<string, Record<string, FieldSpec>>;

export type RecordType = keyof typeof RECORD_TYPES;
export const RECORD_TYPE_NAMES = Object.keys(RECORD_TYPES) as readonly RecordType[];

/**
 * Records of these types are never changed or removed after creation: a correction is a new record. A person's key is
 * what signatures are checked against, so nobody can exchange it under the same name.
 */
export const ADD_ONLY: ReadonlySet<RecordType> = new Set([
  'checklistAnswer',
  'approval',
  'release',
  'device',
  'person',
]);

/** The fields of a record of type `T`. */
export type Fields<T extends RecordType> = FieldsFrom<(typeof RECORD_TYPES)[T]>;

/**
 * What a case says: all that lists and released files are made of. Approvals, releases, drafts and devices are about
 * it; people are named by their ids, which never change hands, so that a colleague who merely joins does not undo an
 * approval.
 */
export const CONTENT_TYPES = [
  'case',
  'organization',
  'contact',
  'system',
  'account',
  'indicator',
  'timelineEvent',
  'evidenceItem',
  'task',
  'checklistAnswer',
] as const satisfies readonly RecordType[];
