import { parseDocument } from 'yaml';

/**
 * Parses YAML text into plain data. Only the JSON-like core schema: no custom tags, no merge keys, no duplicate keys,
 * and no aliases at all, so that a small file cannot unfold into a large one. Throws an Error with the first problem.
 */
export const parseYaml = (text: string, maxLength: number): unknown => {
  if (text.length > maxLength) throw new Error(`larger than ${String(maxLength)} characters`);
  const document = parseDocument(text, {
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    strict: true,
    prettyErrors: true,
  });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) throw new Error(problem.message);
  return document.toJS({ maxAliasCount: 0 }) as unknown;
};
