/** A STIX object as plain JSON. Property names are STIX's snake_case: this is the boundary. */
export type StixValue = string | number | boolean | readonly StixValue[] | { readonly [key: string]: StixValue };
export type StixObject = { readonly type: string; readonly id: string; readonly [key: string]: StixValue };
export type StixBundle = { readonly type: 'bundle'; readonly id: string; readonly objects: readonly StixObject[] };

/** Properties that are left out when there is nothing to say. */
export const optional = <K extends string>(key: K, value: StixValue | undefined | null): { [P in K]?: StixValue } =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
    ? {}
    : ({ [key]: value } as { [P in K]?: StixValue });
