/**
 * Field descriptors: every record type is declared once as data (see `types.ts`), and from that one
 * declaration come the TypeScript types here, the boundary schemas in `src/contract`, the input forms,
 * the CSV columns and the labels of the audit trail.
 */

/** Precision of a stated time; names follow STIX `timestamp-fidelity-enum`, plus `millisecond`. */
export const PRECISIONS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
export type Precision = (typeof PRECISIONS)[number];

/**
 * A moment as someone stated it. `utc` is ISO 8601 in UTC with milliseconds ("2025-01-08T00:12:00.000Z"),
 * `original` the text as found, `offset` minutes east of UTC of that text, `precision` what the text really said.
 */
export type Moment = { utc: string; original: string; offset: number; precision: Precision };

export type FieldSpec = { required?: true } & (
  | { kind: 'text'; max: number }
  | { kind: 'lines'; max: number }
  | { kind: 'enum'; values: readonly string[] }
  | { kind: 'texts'; max: number; count: number }
  | { kind: 'map'; max: number; count: number }
  | { kind: 'ref'; to: readonly string[] }
  | { kind: 'refs'; to: readonly string[]; count: number }
  | { kind: 'integer'; min: number; max: number }
  | { kind: 'flag' }
  | { kind: 'time' }
  | { kind: 'sha256' }
);

/** The TypeScript type of a field's value. Refs are record ids (UUID), `sha256` is 64 lower-case hex digits. */
export type FieldValue<S extends FieldSpec> = S extends { kind: 'enum'; values: infer V extends readonly string[] }
  ? V[number]
  : S extends { kind: 'texts' | 'refs' }
    ? readonly string[]
    : S extends { kind: 'map' }
      ? Readonly<Record<string, string>>
      : S extends { kind: 'integer' }
        ? number
        : S extends { kind: 'flag' }
          ? boolean
          : S extends { kind: 'time' }
            ? Moment
            : string;

type Specs = Record<string, FieldSpec>;
type RequiredKeys<S extends Specs> = { [K in keyof S]: S[K] extends { required: true } ? K : never }[keyof S];

/** Fields of a record as they are read: required ones present, the others perhaps absent. */
export type FieldsFrom<S extends Specs> = {
  [K in RequiredKeys<S>]: FieldValue<S[K]>;
} & { [K in Exclude<keyof S, RequiredKeys<S>>]?: FieldValue<S[K]> };

/** Any field value, when the record type is not known statically. */
export type AnyFieldValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>> | Moment;
/** Fields as written by an operation: `null` clears a field. */
export type FieldWrites = Readonly<Record<string, AnyFieldValue | null>>;
