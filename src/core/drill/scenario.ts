import type { LocalText } from '../forms/types';
import type { RecordType } from '../records/types';

/** A text that is the same in both languages, or one of each. */
export type DrillText = string | LocalText;
export type DrillValue = DrillText | number | boolean | readonly string[] | Readonly<Record<string, DrillText>>;

/**
 * A record of the training case. `key` is how other records name it; `file` names a sample whose name, size and
 * SHA-256 the record takes over. Times are texts as a person would type them (Japan time unless they name a zone).
 */
export type DrillRecord = {
  type: RecordType;
  key: string;
  file?: string;
  fields: Readonly<Record<string, DrillValue>>;
};

/** The records in the order they are written, and the SHA-256 and size (bytes) of each sample file by its name. */
export type DrillScenario = {
  records: readonly DrillRecord[];
  samples: ReadonlyMap<string, { sha256: string; size: number }>;
};
