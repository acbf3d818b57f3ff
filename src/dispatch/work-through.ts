/**
 * Works through a queue, a few at a time. The first error is thrown after the others have ended.
 *
 * @param queue What is begun is taken out.
 * @param isOver Whether nothing more is to be begun.
 * @param createWork Called for each of those who work at the same time.
 * @returns Why it ended early, if it did: whoever has a reason for that stops the others.
 */
export async function workThrough<Item, Reason>(
  queue: Item[],
  concurrency: number,
  isOver: () => boolean,
  createWork: () => (item: Item) => Promise<Reason | undefined>,
): Promise<Reason | undefined> {
  let reason: Reason | undefined;
  const worker = async () => {
    const work = createWork();
    while (reason === undefined && !isOver()) {
      const next = queue.shift();
      if (next === undefined) return;
      reason = (await work(next)) ?? reason;
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: concurrency }, worker));
  for (const result of workers) if (result.status === "rejected") throw result.reason;
  return reason;
}
