import { describe, expect, it } from 'vitest';
import { isComposing, matchesShortcut } from '../../../src/ui/hooks/shortcut';

const key = (name: string, more: object = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
});

describe('a shortcut', () => {
  it('matches its key with exactly its modifiers', () => {
    expect(matchesShortcut(key('n'), 'n')).toBe(true);
    expect(matchesShortcut(key('n', { ctrlKey: true }), 'n')).toBe(false);
    expect(matchesShortcut(key('Enter', { ctrlKey: true }), 'ctrl+enter')).toBe(true);
    expect(matchesShortcut(key('Enter', { metaKey: true }), 'ctrl+enter')).toBe(true);
    expect(matchesShortcut(key('Enter'), 'ctrl+enter')).toBe(false);
    expect(matchesShortcut(key('Escape', { altKey: true }), 'escape')).toBe(false);
  });

  it('is never taken from an input method that composes', () => {
    for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
      expect(isComposing(key('n', composing))).toBe(true);
      expect(matchesShortcut(key('n', composing), 'n')).toBe(false);
      expect(matchesShortcut(key('Enter', { ctrlKey: true, ...composing }), 'ctrl+enter')).toBe(false);
      expect(matchesShortcut(key('Escape', composing), 'escape')).toBe(false);
    }
  });
});
