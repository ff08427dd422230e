import { PICK_KINDS, type HostMethod } from './host';

const MEGABYTE = 1_000_000;
/** Room for names, the JSON head and a passphrase beside the bytes of a body. */
const SLACK = MEGABYTE;

/** Largest request body in bytes; beyond it the call is refused before it is read to the end. */
export const bodyLimit = (method: HostMethod): number => {
  switch (method) {
    case 'journal.append':
      return 64 * MEGABYTE;
    case 'identities.sign':
      return 16 * MEGABYTE;
    case 'blobs.put':
      return PICK_KINDS.csv.readLimit + SLACK;
    case 'bundles.import':
      return PICK_KINDS.bundle.readLimit + SLACK;
    default:
      return SLACK;
  }
};
