import { useCallback } from 'react';
import { useText } from '../i18n/language';
import { useToasts } from './toasts';

/** Puts a text on the clipboard and says so. The browser may refuse: then the person is told to select it by hand. */
export const useCopy = () => {
  const t = useText();
  const { show } = useToasts();
  return useCallback(
    async (text: string): Promise<void> => {
      const copied = await copyTo(text);
      show(
        copied
          ? { kind: 'info', title: t('toast.copied'), lines: [], action: null }
          : { kind: 'error', title: t('toast.copyFailed'), lines: [], action: null },
      );
    },
    [t, show],
  );
};

const copyTo = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
};
