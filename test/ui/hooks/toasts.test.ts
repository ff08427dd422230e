import { describe, expect, it } from 'vitest';
import { createToasts, type ToastMessage } from '../../../src/ui/hooks/toasts';

const FAILURE: ToastMessage = { kind: 'error', title: '保存できません', lines: ['残っています'], action: null };
const titles = ({ queue }: ReturnType<typeof createToasts>) => queue.visibleToasts.map(({ content }) => content.title);

describe('messages', () => {
  it('shows a failure that happens again once', () => {
    const toasts = createToasts();
    toasts.show(FAILURE);
    toasts.show({ ...FAILURE, title: '別の失敗' });
    toasts.show({ ...FAILURE, lines: [...FAILURE.lines] });
    expect(titles(toasts)).toEqual(['保存できません', '別の失敗']);
  });

  it('shows it again after it was closed', () => {
    const toasts = createToasts();
    toasts.show(FAILURE);
    toasts.queue.close(toasts.queue.visibleToasts[0]?.key ?? '');
    expect(titles(toasts)).toEqual([]);
    toasts.show(FAILURE);
    expect(titles(toasts)).toEqual(['保存できません']);
  });

  it('keeps each "undo": equal words, another change', () => {
    const toasts = createToasts();
    const done: ToastMessage = { ...FAILURE, kind: 'info', action: { label: '元に戻す', run: () => undefined } };
    toasts.show(done);
    toasts.show(done);
    toasts.show(done);
    expect(titles(toasts)).toHaveLength(3);
    toasts.queue.clear();
  });
});
