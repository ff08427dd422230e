import { createContext, useContext } from 'react';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components/Toast';

export type ToastMessage = {
  kind: 'done' | 'error' | 'info';
  title: string;
  /** Further lines: what was kept, what to do. */
  lines: readonly string[];
  action: { label: string; run: () => void } | null;
};

const DONE_MS = 8000;

export type Toasts = { queue: ToastQueue<ToastMessage>; show: (message: ToastMessage) => void };

export const createToasts = (): Toasts => {
  const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });
  /** Keys of the open messages by what they say. */
  const open = new Map<string, string>();
  const show = (message: ToastMessage): void => {
    const said = JSON.stringify([message.kind, message.title, message.lines]);
    // The same failure again replaces itself, and so is announced again. A message with "undo" stands for its own change.
    const before = message.action === null ? open.get(said) : undefined;
    if (before !== undefined) queue.close(before);
    const onClose = () => {
      if (message.action === null) open.delete(said);
    };
    // An error stays until the person closes it.
    const key = queue.add(message, message.kind === 'error' ? { onClose } : { onClose, timeout: DONE_MS });
    if (message.action === null) open.set(said, key);
  };
  return { queue, show };
};

export const ToastContext = createContext<Toasts | null>(null);

export const useToasts = (): Toasts => {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('useToasts outside ToastContext');
  return toasts;
};
