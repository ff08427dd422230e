import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import type { StixObject } from '../../src/core/stix/types';

const SCHEMAS = path.join(import.meta.dirname, '..', 'fixtures', 'stix2.1-schemas');
const FOLDERS = ['common', 'sdos', 'sros', 'observables'];
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

/** OASIS's own schemas, object by object: an empty list when the object is valid, else what is wrong with it. */
export const newStixValidator = (): ((object: StixObject) => string[]) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  ajv.addFormat('idn-hostname', /^[^\s/@:]{1,253}$/);
  const ids = new Map<string, string>();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(path.join(SCHEMAS, folder))) {
      const schema = JSON.parse(readFileSync(path.join(SCHEMAS, folder, file), 'utf8')) as { $id: string };
      ajv.addSchema(schema);
      ids.set(path.basename(file, '.json'), schema.$id);
    }
  }
  return (object) => {
    const validate = ajv.getSchema(ids.get(object.type) ?? '');
    if (validate === undefined) return [`no schema for ${object.type}`];
    if (validate(object) === true) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `${object.type}${instancePath}: ${message ?? ''}`,
    );
  };
};
