import { randomUUID } from 'node:crypto';
import type { Operation, Payload } from '../../src/core/journal/operation';

export const system = (hostname: string): Payload => ({
  kind: 'record.create',
  type: 'system',
  id: randomUUID(),
  fields: { hostname },
});

export const hostnamesOf = (operations: readonly Operation[]): string[] =>
  operations.flatMap(({ payload }) =>
    payload?.kind === 'record.create' && payload.type === 'system' ? [String(payload.fields['hostname'])] : [],
  );
