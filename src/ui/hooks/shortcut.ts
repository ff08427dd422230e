import { useEffect, useRef } from 'react';

/** A key being used by the input method to compose text, which no shortcut may take. 229 is what Chromium reports then. */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';
const OVERLAY = '[role="dialog"], [role="listbox"], [role="menu"]';

/** Parts of a shortcut such as `n`, `/`, `ctrl+enter` or `escape`. Ctrl stands for Command on macOS too. */
export const matchesShortcut = (
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>,
  shortcut: string,
): boolean => {
  if (isComposing(event)) return false;
  const parts = shortcut.toLowerCase().split('+');
  const key = parts.pop();
  const control = parts.includes('ctrl');
  return (
    event.key.toLowerCase() === key &&
    (event.ctrlKey || event.metaKey) === control &&
    event.altKey === parts.includes('alt')
  );
};

/**
 * The one place where keys of the whole window are listened to. A shortcut without Ctrl or Alt (except Escape) is not
 * taken from a text field or from an open list, menu or dialog, and nothing is taken from an input method.
 */
export const useShortcut = (shortcut: string, run: () => void, enabled: boolean): void => {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const withControl = /ctrl\+|alt\+/iu.test(shortcut);
    const plain = !withControl && !/^escape$/iu.test(shortcut);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !matchesShortcut(event, shortcut)) return;
      const target = event.target instanceof Element ? event.target : null;
      if (plain && target?.closest(`${EDITABLE}, ${OVERLAY}`)) return;
      if (shortcut.toLowerCase() === 'escape' && target?.closest(OVERLAY)) return;
      event.preventDefault();
      // Taken on the way down: a list or button that has the focus would take Ctrl+Enter for its own Enter.
      if (withControl) event.stopPropagation();
      latest.current();
    };
    window.addEventListener('keydown', onKeyDown, withControl);
    return () => window.removeEventListener('keydown', onKeyDown, withControl);
  }, [shortcut, enabled]);
};
