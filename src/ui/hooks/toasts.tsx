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
  return {
    queue,
    // An error stays until the person closes it.
    show: (message) => void queue.add(message, message.kind === 'error' ? {} : { timeout: DONE_MS }),
  };
};

export const ToastContext = createContext<Toasts | null>(null);

export const useToasts = (): Toasts => {
  const toasts = useContext(ToastContext);
  if (toasts === null) throw new Error('useToasts outside ToastContext');
  return toasts;
};
