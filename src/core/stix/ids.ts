import { canonicalJson } from '../canonical';
import { sha256Hex, uuidV5 } from '../hash';
import type { StixValue } from './types';

/** OASIS's namespace for deterministic identifiers of cyber-observable objects (STIX 2.1, section 2.9). */
const SCO_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Id of an observable from its contributing properties: equal content has an equal id everywhere. */
export const observableId = (type: string, contributing: { readonly [key: string]: StixValue }): string =>
  `${type}--${uuidV5(SCO_NAMESPACE, canonicalJson(contributing))}`;

/**
 * Id of a domain or relationship object that has no record of its own, from what it says. STIX asks for the form of
 * a random UUID (version 4) there, so the SHA-256 of the content gets version 4 and the RFC 9562 variant: a second
 * export of the same case updates these objects instead of doubling them.
 */
export const derivedId = (type: string, content: readonly string[]): string => {
  const digest = sha256Hex(canonicalJson([type, ...content]));
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const hex = `${digest.slice(0, 12)}4${digest.slice(13, 16)}${variant}${digest.slice(17, 32)}`;
  return `${type}--${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
};

/** Id of the object that a record becomes: the record's own UUID when it is a version 4 one, else derived from it. */
export const recordStixId = (type: string, recordId: string): string =>
  UUID_V4.test(recordId) ? `${type}--${recordId}` : derivedId(type, [recordId]);
