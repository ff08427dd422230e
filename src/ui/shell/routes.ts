import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';

/** Screens of an open case, in the order of the navigation. */
export const CASE_SCREENS = [
  'overview',
  'triage',
  'timeline',
  'indicators',
  'systems',
  'evidence',
  'tasks',
  'reports',
  'signoff',
  'journal',
] as const;
export type CaseScreen = (typeof CASE_SCREENS)[number];

/** `recordId`: what is opened on the screen; `new` is a new record. */
export type Route = { at: 'cases' } | { at: 'case'; caseId: string; screen: CaseScreen; recordId: string | null };

const isScreen = (text: string | undefined): text is CaseScreen =>
  (CASE_SCREENS as readonly (string | undefined)[]).includes(text);

export const parseRoute = (hash: string): Route => {
  const [, at, caseId, screen, recordId] = hash.split('/');
  if (at !== 'case' || !caseId) return { at: 'cases' };
  return { at: 'case', caseId, screen: isScreen(screen) ? screen : 'overview', recordId: recordId || null };
};

export const routeHash = (route: Route): string =>
  route.at === 'cases'
    ? '#/cases'
    : `#/case/${[route.caseId, route.screen, ...(route.recordId === null ? [] : [route.recordId])].join('/')}`;

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
};

export const navigate = (route: Route): void => {
  window.location.hash = routeHash(route);
};

/** The address that a screen holds on to until the person has been asked; the window's own may be ahead of it. */
let keptHash: string | null = null;
const currentHash = (): string =>
  keptHash !== null && parseRoute(window.location.hash).at === 'case' ? keptHash : window.location.hash;

export const useRoute = (): Route => {
  const hash = useSyncExternalStore(subscribe, currentHash);
  return useMemo(() => parseRoute(hash), [hash]);
};

/** Within an open case: where we are, and going to another screen or record of the same case. */
export const useCaseRoute = () => {
  const route = useRoute();
  if (route.at !== 'case') throw new Error('no case in the address');
  const { caseId, screen, recordId } = route;
  return {
    caseId,
    screen,
    recordId,
    go: (to: CaseScreen, id?: string | null) => navigate({ at: 'case', caseId, screen: to, recordId: id ?? null }),
  };
};

/**
 * While mounted, going elsewhere within the case is held back and can be asked about: `waiting` says that it is, `leave`
 * goes there, `stay` forgets it. Leaving the case is never held back: a vault that is being locked must be left.
 */
export const useHeldRoute = (): { waiting: boolean; leave: () => void; stay: () => void } => {
  const [wanted, setWanted] = useState<string | null>(null);
  useEffect(() => {
    const here = window.location.hash;
    keptHash = here;
    const hold = () => {
      const there = window.location.hash;
      if (there === currentHash()) return;
      window.history.replaceState(null, '', here);
      setWanted(there);
    };
    const unsubscribe = subscribe(hold);
    return () => {
      unsubscribe();
      keptHash = null;
    };
  }, []);
  return {
    waiting: wanted !== null,
    leave: () => {
      if (wanted === null) return;
      keptHash = null;
      window.location.hash = wanted;
    },
    stay: () => setWanted(null),
  };
};
