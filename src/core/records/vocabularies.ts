/** Closed vocabularies. Codes are the standard's English codes (STIX 2.1 and its Incident extension, TLP 2.0); texts live in the catalogues. */

export const TLP_LEVELS = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
export type Tlp = (typeof TLP_LEVELS)[number];

export const ROLES = ['responder', 'lead', 'reviewer', 'ciso'] as const;
export type Role = (typeof ROLES)[number];

export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const CHECK_RESULTS = ['positive', 'suspicious', 'negative', 'unknown', 'not-applicable'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

export const INDICATOR_TYPES = [
  'ipv4',
  'ipv6',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'cve',
  'windows-path',
  'registry-key',
  'file-name',
] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

export const INDICATOR_STATUSES = ['candidate', 'confirmed', 'false-positive', 'benign'] as const;
export const INCIDENT_TYPES = ['unauthorized-access', 'malware', 'ransomware', 'ddos', 'data-leak', 'other'] as const;
export const DETERMINATIONS = ['suspected', 'confirmed', 'blocked', 'failed-attempt', 'false-positive'] as const;
export const INVESTIGATION_STATUSES = ['new', 'open', 'closed'] as const;
export const ENTRY_VECTORS = [
  'unknown',
  'mail-attachment',
  'mail-link',
  'network-device',
  'public-server',
  'stolen-credentials',
  'supply-chain',
  'removable-media',
  'other',
] as const;
export const YES_NO_UNKNOWN = ['yes', 'no', 'unknown'] as const;
export const CONSENTS = ['undecided', 'agreed', 'declined'] as const;
/** Critical-infrastructure sectors (15, nisc.go.jp/policy/group/infra, grade A) and the sectors the MirrorFace advisory names. */
export const SECTORS = [
  'information-communication',
  'finance',
  'aviation',
  'airport',
  'railway',
  'electricity',
  'gas',
  'government',
  'medical',
  'water',
  'logistics',
  'chemical',
  'credit',
  'petroleum',
  'port',
  'research',
  'academia',
  'think-tank',
  'politics',
  'media',
  'semiconductor',
  'manufacturing',
  'aerospace',
  'defense',
  'other',
] as const;
export const CONTACT_ROLES = [
  'incident-lead',
  'liaison',
  'scribe',
  'ciso',
  'counsel',
  'examiner',
  'vendor',
  'authority-desk',
  'other',
] as const;
export const SYSTEM_TYPES = [
  'workstation',
  'server',
  'domain-controller',
  'file-server',
  'mail-server',
  'vpn-device',
  'network-device',
  'cloud-service',
  'mobile',
  'other',
] as const;
export const COMPROMISE_STATUSES = ['unknown', 'suspected', 'compromised', 'not-compromised'] as const;
export const CONTAINMENT_STATES = ['none', 'requested', 'isolated', 'rebuilt', 'released'] as const;
export const ACCOUNT_TYPES = ['user', 'administrator', 'service', 'maintenance', 'local', 'cloud', 'other'] as const;
export const EVENT_CATEGORIES = [
  'attacker',
  'legitimate',
  'detection',
  'response',
  'communication',
  'evidence',
] as const;
export const EVIDENCE_TYPES = [
  'disk-image',
  'memory-image',
  'log',
  'mail',
  'malware-sample',
  'configuration',
  'screenshot',
  'document',
  'other',
] as const;
/** Outcomes of a task, STIX Incident extension `task-outcome-enum` (subset). */
export const TASK_STATUSES = ['pending', 'ongoing', 'successful', 'failed', 'cancelled'] as const;
export const PHASES = ['first-response', 'investigation', 'containment', 'eradication', 'notification'] as const;
export const PRIORITIES = ['low', 'medium', 'high'] as const;
export const REPORT_STAGES = ['preliminary', 'follow-up', 'final'] as const;
export const APPROVAL_DECISIONS = ['approved', 'returned'] as const;
export const ENCODINGS = ['utf-8', 'shift_jis', 'utf-16le', 'utf-16be', 'euc-jp'] as const;
