import { useCallback } from 'react';
import { useText } from '../i18n/language';
import type { Problem } from './values';

/** The sentence that tells a person what to change. */
export const useProblemText = (): ((problem: Problem) => string) => {
  const t = useText();
  return useCallback(
    (problem) => {
      switch (problem.code) {
        case 'tooLong':
          return t('problem.tooLong', { max: problem.max });
        case 'tooMany':
          return t('problem.tooMany', { max: problem.max });
        case 'range':
          return t('problem.range', { min: problem.min, max: problem.max });
        case 'required':
        case 'oneLine':
        case 'number':
        case 'hex':
        case 'time':
        case 'zone':
        case 'choice':
          return t(`problem.${problem.code}`);
        default:
          return problem satisfies never;
      }
    },
    [t],
  );
};
