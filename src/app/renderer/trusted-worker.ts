import { TRUSTED_TYPES_POLICY } from '../../contract/csp';

/** The part of the Trusted Types API that is used; TypeScript's DOM library does not describe it. */
type TrustedTypes = {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
};

const makePolicy = (allowed: ReadonlySet<string>) => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const createScriptURL = (url: string): string => {
    if (!allowed.has(url)) throw new TypeError(`not one of our worker scripts: ${url}`);
    return url;
  };
  return trustedTypes ? trustedTypes.createPolicy(TRUSTED_TYPES_POLICY, { createScriptURL }) : { createScriptURL };
};

/** Makes module workers from exactly these addresses; the policy admits no other script address anywhere in the page. */
export const createWorkerMaker = (allowed: ReadonlySet<string>): ((url: string) => Worker) => {
  const policy = makePolicy(allowed);
  return (url) => new Worker(policy.createScriptURL(url), { type: 'module' });
};
