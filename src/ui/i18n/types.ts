import type { HostErrorCode } from '../../contract/errors';
import type { Notice } from '../../contract/host';
import type { OperationKind } from '../../core/journal/operation';
import type { LogEntry } from '../../core/journal/state';
import type { FieldSpec } from '../../core/records/fields';
import type { RECORD_TYPES, RecordType } from '../../core/records/types';

/** A text; with `one` and `other` the plural form is chosen by the parameter `count`. */
export type Message = string | { readonly one: string; readonly other: string };

type Specs = typeof RECORD_TYPES;
type KeyOf<T extends RecordType> = keyof Specs[T] & string;
/** Every field key of every record type. */
export type FieldKey = { [T in RecordType]: KeyOf<T> }[RecordType];
type CodesOf<S> = S extends { kind: 'enum'; values: infer V extends readonly string[] } ? V[number] : never;
type FieldCode<T extends RecordType> = {
  [K in KeyOf<T>]: Specs[T][K] extends FieldSpec ? `code.${K}.${CodesOf<Specs[T][K]>}` : never;
}[KeyOf<T>];

/**
 * Labels that the data model asks for; the compiler refuses a catalogue in which one is missing. Field keys mean the
 * same in every record type, so a code is labelled by the field that holds it.
 */
export type LabelKey =
  | `field.${FieldKey}`
  | { [T in RecordType]: FieldCode<T> }[RecordType]
  | `type.${RecordType}`
  | `types.${RecordType}`
  | `operation.${OperationKind}`
  | `effect.${LogEntry['effect']}`;

/** What happened, what was kept, what to do: one sentence each, for every reason a host can refuse. */
export type ErrorKey = `error.${HostErrorCode}` | `error.${HostErrorCode}.kept` | `error.${HostErrorCode}.todo`;
export type NoticeKey = `notice.${Notice['kind']}`;

type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;
type TextsOf<M> = M extends { one: infer A extends string; other: infer B extends string }
  ? A | B | '{count}'
  : M extends string
    ? M
    : never;
/** Names in braces of a message, each of which a caller must give. */
export type ParamsOf<M> = Placeholders<TextsOf<M>>;
