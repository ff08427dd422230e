import { z } from 'zod';
import { BRIDGE_KEY, createElectronHostClient, type HostBridge } from '../../../../src/contract/bridge';
import { HostError } from '../../../../src/contract/errors';
import type { Host, HostMethod } from '../../../../src/contract/host';
import { createLoopbackHost } from '../../../../src/host/loopback/client/client';
import { sendCall } from '../../../../src/host/loopback/client/transport';

z.config({ jitless: true });

/** What the tests call in the page: the host's answer, or its error as data, because errors lose their class on the way. */
export type PageAnswer = { value: unknown } | { code: string; detail: string };

const bridge = (window as unknown as Record<string, HostBridge | undefined>)[BRIDGE_KEY];
const host: Host = bridge === undefined ? createLoopbackHost() : createElectronHostClient(bridge);

const callHost = async (method: HostMethod, args: unknown): Promise<PageAnswer> => {
  try {
    return { value: await (host[method] as (args: unknown) => Promise<unknown>)(args) };
  } catch (error) {
    if (error instanceof HostError) return { code: error.code, detail: error.detail };
    throw error;
  }
};

Object.assign(window, { callHost, sendRaw: sendCall });
