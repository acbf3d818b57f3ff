import { describe, expect, it } from "vitest";
import { createBackground } from "../../src/background.ts";

/** A promise that ends when it is told to. */
function work() {
  let finish: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { promise, finish, fail };
}

/** Whether a promise has ended once everything that could go on has gone on. */
async function hasEnded(promise: Promise<unknown>): Promise<boolean> {
  let ended = false;
  void promise.finally(() => {
    ended = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return ended;
}

describe("work in the background", () => {
  it("is settled at once where there is none", async () => {
    expect(await hasEnded(createBackground().settled())).toBe(true);
  });

  it("gives back the very promise it was given", () => {
    const { promise } = work();
    expect(createBackground().track(promise)).toBe(promise);
  });

  it("is settled when all of it has ended, also by failing", async () => {
    const background = createBackground();
    const [one, two] = [work(), work()];
    void background.track(one.promise);
    const failing = background.track(two.promise);
    const settled = background.settled();
    one.finish();
    expect(await hasEnded(settled)).toBe(false);
    two.fail(new Error("no"));
    await expect(failing).rejects.toThrow("no");
    await expect(settled).resolves.toBeUndefined();
  });

  it("is not settled before what was begun meanwhile has ended", async () => {
    const background = createBackground();
    const [first, later] = [work(), work()];
    void background.track(first.promise.then(() => void background.track(later.promise)));
    const settled = background.settled();
    first.finish();
    expect(await hasEnded(settled)).toBe(false);
    later.finish();
    await expect(settled).resolves.toBeUndefined();
  });

  it("leaves a failure to whoever began the work", async () => {
    const background = createBackground();
    await expect(background.track(Promise.reject(new Error("no")))).rejects.toThrow("no");
    await background.settled();
  });
});
