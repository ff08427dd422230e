import { formSchema, FORM_TEXT_LIMIT, type FormFileContent } from '../../contract/forms';
import { libraryProblems } from '../../core/forms/check-library';
import type { FormLibrary, Loaded } from '../../core/forms/types';
import { sha256Hex } from '../../core/hash';
import { parseYaml } from './parse-yaml';

/** A form file as the build or a test hands it over; `sha256` is of the file's bytes (UTF-8). */
export type FormFile = { path: string; sha256: string; text: string };

const failAt = (path: string, reason: string): never => {
  throw new Error(`Form file ${path}: ${reason}`);
};

/** Reads and checks one form file. Throws an Error that names the file and the first problem. */
export const parseFormFile = (file: FormFile): Loaded<FormFileContent> => {
  // The hash is stored with every answer and report; a wrong one would make them unprovable later.
  if (sha256Hex(file.text) !== file.sha256) failAt(file.path, 'the content does not match its SHA-256');
  let data: unknown;
  try {
    data = parseYaml(file.text, FORM_TEXT_LIMIT);
  } catch (error) {
    return failAt(file.path, error instanceof Error ? error.message : String(error));
  }
  const parsed = formSchema.safeParse(data);
  if (parsed.success) return { ...parsed.data, sha256: file.sha256 };
  const issue = parsed.error.issues[0];
  return failAt(file.path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a form'}`);
};

const ofKind = <K extends FormFileContent['kind']>(
  forms: readonly Loaded<FormFileContent>[],
  kind: K,
): Loaded<Extract<FormFileContent, { kind: K }>>[] =>
  forms.filter((form): form is Loaded<Extract<FormFileContent, { kind: K }>> => form.kind === kind);

/**
 * Makes the form library from all form files: parses, checks each against its schema and all against one another.
 * Throws an Error that names the file or form: the bundled forms must be sound, or the application must not start.
 */
export const loadForms = (files: readonly FormFile[]): FormLibrary => {
  const forms = files.map(parseFormFile);
  const [techniques, ...others] = ofKind(forms, 'techniques').sort((a, b) => b.version.localeCompare(a.version));
  if (techniques === undefined || others.length > 0) throw new Error('Exactly one technique catalogue is needed');
  const library: FormLibrary = {
    checklists: ofKind(forms, 'checklist'),
    reportForms: ofKind(forms, 'report-form'),
    authorities: ofKind(forms, 'authority'),
    techniques,
  };
  const problems = libraryProblems(library);
  if (problems.length > 0) throw new Error(`Form library: ${problems.slice(0, 20).join('; ')}`);
  return library;
};
