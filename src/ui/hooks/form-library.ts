import { useEffect, useState } from 'react';
import type { FormLibrary } from '../../core/forms/types';
import { usePorts } from './ports';
import { useThrow } from './throw';

/** The checklists, report forms, authorities and techniques; null until they are loaded. */
export const useFormLibrary = (): FormLibrary | null => {
  const { loadForms } = usePorts();
  const [library, setLibrary] = useState<FormLibrary | null>(null);
  const throwInRender = useThrow();
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      try {
        const loaded = await loadForms();
        if (wanted) setLibrary(loaded);
      } catch (error) {
        throwInRender(error);
      }
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [loadForms, throwInRender]);
  return library;
};
