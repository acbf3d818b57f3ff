/** Work that goes on after a request was answered, so that stopping can wait for it. */
export interface Background {
  /** Remembers the work until it ends. Returns the same promise. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when all work that was tracked so far, and all it tracked meanwhile, has ended. */
  settled(): Promise<void>;
}

export function createBackground(): Background {
  const underWay = new Set<Promise<unknown>>();
  return {
    track(work) {
      underWay.add(work);
      const forget = () => underWay.delete(work);
      work.then(forget, forget);
      return work;
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
