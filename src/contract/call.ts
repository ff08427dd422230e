import { z } from './zod';
import { HostError, HOST_ERROR_CODES, type HostErrorCode } from './errors';
import { HOST_METHOD_NAMES, HOST_METHODS, type Host, type HostArgs, type HostMethod, type HostResult } from './host';

/** How an answer crosses a process boundary: never an exception object. */
export type Reply = { ok: true; value: unknown } | { ok: false; code: HostErrorCode; detail: string };
export const replySchema: z.ZodType<Reply> = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), code: z.enum(HOST_ERROR_CODES), detail: z.string() }),
]);

const where = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || '(root)'}: ${issue.message}`)
    .join('; ');

export const isHostMethod = (name: string): name is HostMethod => Object.hasOwn(HOST_METHODS, name);

const parseArgs = <M extends HostMethod>(method: M, args: unknown): HostArgs<M> => {
  const parsed = HOST_METHODS[method].args.safeParse(args);
  if (!parsed.success) throw new HostError('invalid-argument', where(parsed.error));
  return parsed.data as HostArgs<M>;
};

/** The same host with its arguments checked, for callers in the same process that no boundary protects. */
export const checkedHost = (host: Host): Host => {
  const checked =
    <M extends HostMethod>(method: M) =>
    async (args: HostArgs<M>): Promise<HostResult<M>> =>
      host[method](parseArgs(method, args));
  return Object.fromEntries(HOST_METHOD_NAMES.map((method) => [method, checked(method)])) as unknown as Host;
};

/** Checks the arguments, calls the host, checks the result. Unknown failures become `internal` without their text. */
export const answerCall = async (
  host: Host,
  method: string,
  args: unknown,
  logInternal: (method: string, error: unknown) => void,
): Promise<Reply> => {
  if (!isHostMethod(method)) return { ok: false, code: 'invalid-argument', detail: 'unknown method' };
  try {
    const call = host[method] as (args: unknown) => Promise<unknown>;
    const result = HOST_METHODS[method].result.parse(await call(parseArgs(method, args)));
    return { ok: true, value: result };
  } catch (error) {
    if (error instanceof HostError) return { ok: false, code: error.code, detail: error.detail };
    logInternal(method, error);
    return { ok: false, code: 'internal', detail: method };
  }
};

/** A Host whose calls go through `send` (an IPC bridge, an HTTP client) and whose answers are checked again. */
export const hostFromTransport = (send: (method: HostMethod, args: unknown) => Promise<unknown>): Host => {
  const caller =
    <M extends HostMethod>(method: M) =>
    async (args: HostArgs<M>): Promise<HostResult<M>> => {
      const reply = replySchema.parse(await send(method, args));
      if (!reply.ok) throw new HostError(reply.code, reply.detail);
      return HOST_METHODS[method].result.parse(reply.value) as HostResult<M>;
    };
  return Object.fromEntries(HOST_METHOD_NAMES.map((method) => [method, caller(method)])) as unknown as Host;
};
