import path from 'node:path';
import { preferencesSchema, type Preferences } from '../../contract/host';
import { makeFolder, readIfThere, writeError, writeFileAtomic, type Disk } from './disk';

const START: Preferences = { language: null, theme: 'system' };

/** `preferences.json`, in clear: nothing in it belongs to a case or a person, and it is needed before unlocking. */
export const createPreferences = (disk: Disk, dataDir: string) => {
  const file = path.join(dataDir, 'preferences.json');
  return {
    get: async (): Promise<Preferences> => {
      const bytes = await readIfThere(disk, file);
      if (bytes === null) return START;
      try {
        return preferencesSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
      } catch {
        // A damaged preference file must not keep anybody out of a case; the choice is simply asked again.
        return START;
      }
    },
    set: async (preferences: Preferences): Promise<void> => {
      try {
        await makeFolder(disk, dataDir);
        await writeFileAtomic(disk, file, Buffer.from(`${JSON.stringify(preferences)}\n`, 'utf8'));
      } catch (error) {
        throw writeError(error, 'preferences');
      }
    },
  };
};
