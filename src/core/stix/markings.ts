import type { Tlp } from '../records/vocabularies';
import type { StixObject } from './types';

/**
 * TLP 2.0 as published by OASIS (cti-stix-common-objects, tlp-2.0). The ids, names and time are theirs, to be copied
 * exactly. They published no object for the extension itself, so the bundle carries none: a made-up one under their
 * id would be a forgery. Receivers know the extension by its id.
 */
export const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_CREATED = '2022-10-01T00:00:00.000Z';
const TLP_IDS: Readonly<Record<Tlp, string>> = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

export const tlpMarkingId = (tlp: Tlp): string => TLP_IDS[tlp];

export const tlpMarking = (tlp: Tlp): StixObject => ({
  type: 'marking-definition',
  spec_version: '2.1',
  id: TLP_IDS[tlp],
  created: TLP_CREATED,
  name: `TLP:${tlp.toUpperCase()}`,
  extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp } },
});
