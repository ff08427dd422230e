/** Runs pieces of work one after another; a failed one does not stop those behind it. */
export const createQueue = (): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = tail.then(work);
    // Whoever asked gets the failure through `result`; the queue itself only waits for the end.
    tail = result.catch(() => undefined);
    return result;
  };
};
