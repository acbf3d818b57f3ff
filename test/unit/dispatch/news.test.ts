import { describe, expect, it } from "vitest";
import type { Announcer } from "../../../src/dispatch/announcer-port.ts";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { createNews } from "../../../src/dispatch/news.ts";
import type { DispatchStore } from "../../../src/dispatch/store-port.ts";
import { createLog } from "../../../src/log.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

const DISPATCH = {
  id: "01K8XG0000AAAAAAAAAAABCDEF",
  preview: { channel: "C1", ts: "1" },
} as Dispatch;

function createWorld() {
  const clock = createVirtualClock("2026-10-31T12:00:00.000Z", () => false);
  const told = new Set<string>();
  const replies: string[] = [];
  const store = {
    claimOnce: async (key: string) => !told.has(key) && told.add(key).has(key),
  } as Partial<DispatchStore> as DispatchStore;
  const announcer = {
    reply: async (_: unknown, text: string) => {
      replies.push(text);
    },
  } as Partial<Announcer> as Announcer;
  const log = createLog("silent");
  return { news: createNews({ store, announcer, clock, log }), replies };
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

  it("cuts what nobody would read, and says where all of it is", async () => {
    const { news, replies } = createWorld();
    const many = Array.from({ length: 200 }, (_, n) => bounced(n, `Reason ${n % 15}.`));
    await Promise.all(many.map((item) => news.tell(DISPATCH, item)));
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("And 5 more.");
    expect(replies[0]).toMatch(/\/exec-report status ABCDEF$/);
    expect((replies[0] ?? "").length).toBeLessThan(6_000);
  });
});
