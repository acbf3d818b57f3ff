import { describe, expect, it } from "vitest";
import type { Announcer } from "../../../src/dispatch/announcer-port.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { createNews } from "../../../src/dispatch/news.ts";
import type { DispatchStore } from "../../../src/dispatch/store-port.ts";
import { StoreUnavailableError } from "../../../src/errors.ts";
import { createLog } from "../../../src/log.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const DISPATCH = {
  id: "01K8XG0000AAAAAAAAAAABCDEF",
  preview: { channel: "C1", ts: "1" },
} as Dispatch;

/** @param refused Claims that the database does not answer, each once. */
function createWorld(threadIsGone = false, refused: readonly string[] = []) {
  const clock = createVirtualClock("2026-10-31T12:00:00.000Z", () => false);
  const claimed = new Set<string>();
  const unanswered = new Set(refused);
  const replies: string[] = [];
  const told: string[][] = [];
  const store = {
    claimOnce: async (key: string) => {
      if (unanswered.delete(key)) throw new StoreUnavailableError("The database did not answer.");
      return !claimed.has(key) && claimed.add(key).has(key);
    },
  } as Partial<DispatchStore> as DispatchStore;
  const announcer = {
    reply: async (_: unknown, text: string) => {
      if (threadIsGone) throw new Error("message_not_found");
      replies.push(text);
    },
    tell: async (person: string, text: string) => {
      told.push([person, text]);
    },
  } as Partial<Announcer> as Announcer;
  const log = createLog("silent");
  return { news: createNews({ store, announcer, clock, log }), replies, told };
}

const bounced = (n: number, why = "No such user.") => ({
  eventId: `e${n}`,
  names: [`Role ${n}`],
  inWords: (names: string) => `Bounced: ${names}. ${why}`,
});

describe("createNews", () => {
  it("tells in one message of what comes together, and of everybody in one sentence", async () => {
    const { news, replies } = createWorld();
    await Promise.all([1, 2, 3].map((n) => news.tell(DISPATCH, bounced(n))));
    expect(replies).toEqual(["Bounced: Role 1, Role 2, Role 3. No such user."]);
  });

  it("tells again of what comes later, and of nothing twice", async () => {
    const { news, replies } = createWorld();
    await Promise.all([news.tell(DISPATCH, bounced(1)), news.tell(DISPATCH, bounced(1))]);
    await news.tell(DISPATCH, bounced(1));
    await news.tell(DISPATCH, bounced(2));
    expect(replies).toEqual(["Bounced: Role 1. No such user.", "Bounced: Role 2. No such user."]);
  });

  it("tells of what it has claimed although a later claim fails, and of the others when they are brought again", async () => {
    const { news, replies } = createWorld(false, ["told#e3"]);
    const bring = () =>
      Promise.allSettled([1, 2, 3, 4].map((n) => news.tell(DISPATCH, bounced(n))));
    const first = await bring();
    // Whoever brought them hears of the failure, and brings them again.
    expect(first.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
    expect(first[0]).toMatchObject({ reason: { code: "store_unavailable" } });
    expect(replies).toEqual(["Bounced: Role 1, Role 2. No such user."]);
    const again = await bring();
    expect(again.map(({ status }) => status)).toEqual(Array(4).fill("fulfilled"));
    expect(replies.slice(1)).toEqual(["Bounced: Role 3, Role 4. No such user."]);
  });

  it("says nothing where the first claim fails already", async () => {
    const { news, replies, told } = createWorld(false, ["told#e1"]);
    await expect(news.tell(DISPATCH, bounced(1))).rejects.toThrow("did not answer");
    expect([...replies, ...told]).toEqual([]);
  });

  it("cuts what nobody would read, and says where all of it is", async () => {
    const { news, replies } = createWorld();
    const many = Array.from({ length: 200 }, (_, n) => bounced(n, `Reason ${n % 15}.`));
    await Promise.all(many.map((item) => news.tell(DISPATCH, item)));
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("\nAnd 5 more.\n");
    expect(replies[0]?.match(/Bounced/g)).toHaveLength(10);
    expect(replies[0]).toMatch(/\/exec-report status ABCDEF$/);
    expect((replies[0] ?? "").length).toBeLessThan(6_000);
  });

  it("says all where there is room for it: ten sentences, with twenty names", async () => {
    const { news, replies } = createWorld();
    const many = Array.from({ length: 29 }, (_, n) => bounced(n, `Reason ${Math.min(n, 9)}.`));
    await Promise.all(many.map((item) => news.tell(DISPATCH, item)));
    const lines = (replies[0] ?? "").split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[9]).toMatch(/^Bounced: Role 9, .*, Role 28\. Reason 9\.$/);
  });

  it("counts names above twenty, and says where they are", async () => {
    const { news, replies } = createWorld();
    const many = Array.from({ length: 22 }, (_, n) => bounced(n));
    await Promise.all(many.map((item) => news.tell(DISPATCH, item)));
    await news.tell(DISPATCH, bounced(99, "Another."));
    expect(replies[0]).toMatch(
      /Role 19 and 2 more\. No such user\.\nEverything: \/exec-report status ABCDEF$/,
    );
    expect(replies[1]).toBe("Bounced: Role 99. Another.");
  });

  it("tells people in person where there is no preview, or its thread cannot be told", async () => {
    const dispatch = {
      ...DISPATCH,
      requestedBy: { userId: "U2", teamId: "T1" },
      summary: { title: "CTO report", period: "October 2026" },
    } as Dispatch;
    const { preview: _, ...unshown } = dispatch;
    for (const [which, broken] of [
      [dispatch, true],
      [unshown as Dispatch, false],
    ] as const) {
      const { news, replies, told } = createWorld(broken);
      await news.tell(which, bounced(1));
      expect(replies).toEqual([]);
      expect(told).toEqual([["U2", "CTO report, October 2026. Bounced: Role 1. No such user."]]);
    }
  });
});
