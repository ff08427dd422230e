import { loadDrill } from '../../src/adapters/yaml/load-drill';
import { loadForms } from '../../src/adapters/yaml/load-forms';
import { buildDrill } from '../../src/core/drill/build-drill';
import type { CaseState } from '../../src/core/journal/state';
import { recordsOf } from '../../src/core/journal/read';
import type { Language } from '../../src/core/records/vocabularies';
import { readDrillFiles, readFormFiles } from '../../tools/vite-forms.mjs';
import { sessionInMemory } from './journal-in-memory';

export const library = loadForms(readFormFiles());
export const scenario = loadDrill(readDrillFiles());
export const CASE_ID = '00000000-0000-4000-8000-0000000000ca';
const ACTOR = '00000000-0000-4000-8000-0000000000ac';

/** UUIDs in a row, so that two drills are the same. */
export const idsInARow = (): (() => string) => {
  let next = 0;
  return () => `00000000-0000-4000-8000-${String((next += 1)).padStart(12, '0')}`;
};

/** The training case in a session over memory. */
export const drillSession = async (language: Language) => {
  const { session, operations } = await sessionInMemory(ACTOR, [], CASE_ID);
  await buildDrill(session, { scenario, library, language, newId: idsInARow() });
  return { session, operations };
};

export const drillState = async (language: Language): Promise<{ state: CaseState; reportId: string }> => {
  const { session } = await drillSession(language);
  const state = session.state();
  const report = recordsOf(state, 'report')[0];
  if (report === undefined) throw new Error('the drill has no report');
  return { state, reportId: report.id };
};
