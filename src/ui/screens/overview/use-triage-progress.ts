import { useMemo } from 'react';
import { recordsOf } from '../../../core/journal/read';
import { currentAnswers, triageProgress, type Progress } from '../../../core/triage/answers';
import { useCaseState } from '../../hooks/case';
import { useFormLibrary } from '../../hooks/form-library';

/** How far the bundled checklist has been answered; null while the forms are being loaded. */
export const useTriageProgress = (): Progress | null => {
  const state = useCaseState();
  const library = useFormLibrary();
  return useMemo(() => {
    const checklist = library?.checklists[0];
    if (!checklist) return null;
    return triageProgress(checklist.checks, currentAnswers(recordsOf(state, 'checklistAnswer'), checklist.id));
  }, [library, state]);
};
