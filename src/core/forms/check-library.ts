import type { Authority, Checklist, FormHead, FormLibrary, ReportForm, SourceRef } from './types';

/** Values that occur more than once. */
const repeated = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const unknownIn = (values: readonly string[], known: ReadonlySet<string>): string[] =>
  values.filter((value) => !known.has(value));

const setOf = (values: readonly { id: string }[]): ReadonlySet<string> => new Set(values.map((value) => value.id));

const checkSources = (sources: readonly SourceRef[]): string[] =>
  repeated(sources.map((source) => source.key)).map((key) => `source ${key}: listed twice`);

const checkChecklist = (checklist: Checklist, techniqueIds: ReadonlySet<string>): string[] => {
  const items = setOf(checklist.advisoryItems);
  const keys = new Set(checklist.sources.map((source) => source.key));
  const covered = new Set(checklist.checks.flatMap((check) => check.advisoryItems));
  return [
    ...repeated(checklist.checks.map((check) => check.id)).map((id) => `check ${id}: listed twice`),
    ...unknownIn([...items], covered).map((id) => `advisory item ${id}: no check`),
    ...checklist.checks.flatMap((check) => [
      ...unknownIn(check.advisoryItems, items).map((id) => `check ${check.id}: unknown advisory item ${id}`),
      ...unknownIn(check.sourceKeys, keys).map((key) => `check ${check.id}: unknown source ${key}`),
      ...unknownIn(check.techniqueIds, techniqueIds).map((id) => `check ${check.id}: unknown technique ${id}`),
    ]),
  ];
};

const checkReportForm = (form: ReportForm, authorities: ReadonlySet<string>): string[] => [
  ...repeated(form.sections.map((section) => section.id)).map((id) => `section ${id}: listed twice`),
  ...repeated(form.sections.flatMap((section) => section.fields.map((field) => field.id))).map(
    (id) => `field ${id}: listed twice`,
  ),
  ...unknownIn(form.recipients, authorities).map((id) => `unknown recipient ${id}`),
  ...form.sections
    .flatMap((section) => section.fields)
    .filter((field) => (field.input === 'table') !== (field.fill?.startsWith('table.') ?? false))
    .map((field) => `field ${field.id}: a table is filled from a table, and nothing else is`),
];

/** The first name must hold from the file's first valid day on, or a report of that day would have none. */
const checkAuthority = (authority: Authority): string[] => {
  const days = authority.names.map((entry) => entry.from);
  const sorted = [...days].sort();
  return [
    ...repeated(days).map((day) => `two names from ${day}`),
    ...(days.join() === sorted.join() ? [] : ['names are not in order of date']),
    ...(sorted[0] !== undefined && sorted[0] <= authority.validFrom ? [] : ['no name on the first valid day']),
  ];
};

/**
 * What the schema of one file cannot see: references between forms and within one. Returns a sentence for each
 * problem, beginning with the id of the form; empty when the library is sound.
 */
export const libraryProblems = (library: FormLibrary): readonly string[] => {
  const forms: readonly FormHead[] = [
    ...library.checklists,
    ...library.reportForms,
    ...library.authorities,
    library.techniques,
  ];
  const techniqueIds = setOf(library.techniques.techniques);
  const authorities = setOf(library.authorities);
  const inForm = (form: FormHead, problems: readonly string[]) => problems.map((problem) => `${form.id}: ${problem}`);
  return [
    ...repeated(forms.map((form) => `${form.id} ${form.version}`)).map((key) => `${key}: two files`),
    ...repeated(library.techniques.techniques.map((technique) => technique.id)).map(
      (id) => `technique ${id}: listed twice`,
    ),
    ...forms.flatMap((form) => inForm(form, checkSources(form.sources))),
    ...library.checklists.flatMap((form) => inForm(form, checkChecklist(form, techniqueIds))),
    ...library.reportForms.flatMap((form) => inForm(form, checkReportForm(form, authorities))),
    ...library.authorities.flatMap((form) => inForm(form, checkAuthority(form))),
  ];
};
