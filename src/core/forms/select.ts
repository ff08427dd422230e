import type { Language } from '../records/vocabularies';
import type {
  Authority,
  Check,
  Checklist,
  FormHead,
  FormLibrary,
  Loaded,
  LocalText,
  ReportForm,
  TechniqueInfo,
} from './types';

export const localText = (text: LocalText, language: Language): string => text[language];

/** The form with this id: exactly this version, or the newest one when `version` is null. */
const pick = <T extends FormHead>(forms: readonly T[], id: string, version: string | null): T | null =>
  forms
    .filter((form) => form.id === id && (version === null || form.version === version))
    .sort((a, b) => b.version.localeCompare(a.version))[0] ?? null;

export const findChecklist = (library: FormLibrary, id: string, version: string | null): Loaded<Checklist> | null =>
  pick(library.checklists, id, version);

export const findReportForm = (library: FormLibrary, id: string, version: string | null): Loaded<ReportForm> | null =>
  pick(library.reportForms, id, version);

export const findAuthority = (library: FormLibrary, id: string): Loaded<Authority> | null =>
  pick(library.authorities, id, null);

export const findCheck = (checklist: Checklist, checkId: string): Check | null =>
  checklist.checks.find((check) => check.id === checkId) ?? null;

/**
 * The name an authority has on a day (YYYY-MM-DD, Japan time): the one with the latest `from` not after it, or the
 * first one for earlier days.
 */
export const authorityName = (authority: Authority, date: string, language: Language): string => {
  const current = authority.names.filter((entry) => entry.from <= date).at(-1) ?? authority.names[0];
  return current === undefined ? authority.title[language] : current.name[language];
};

/** Finds a technique by its v19 id, else by its v18 id. Several v19 ids can share one v18 id: the first is taken. */
export const techniqueIn = (techniques: readonly TechniqueInfo[], id: string): TechniqueInfo | null =>
  techniques.find((technique) => technique.id === id) ?? techniques.find((technique) => technique.idV18 === id) ?? null;

export const findTechnique = (library: FormLibrary, id: string): TechniqueInfo | null =>
  techniqueIn(library.techniques.techniques, id);

/** "T1566.002 Spearphishing Link"; the bare id when the catalogue does not know it. */
export const techniqueLabel = (library: FormLibrary, id: string): string => {
  const technique = findTechnique(library, id);
  return technique === null ? id : `${id} ${technique.name}`;
};
