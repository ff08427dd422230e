import { useCallback, useState } from 'react';

/** Hands an error of an event or a subscription to the nearest error boundary. */
export const useThrow = (): ((error: unknown) => void) => {
  const [, setState] = useState<null>(null);
  return useCallback((error: unknown) => {
    setState(() => {
      throw error;
    });
  }, []);
};
