import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnsubscribeLinks } from "../../src/store/unsubscribe-links.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Who does not want which reports any more, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";
const clock = createTestClock(START);
const subscribed = () =>
  createUnsubscriptions({ table: createTableClient(table.client, table.name), clock });

describe("unsubscriptions", () => {
  const cto = { reportType: "cto", recipientHash: "aa" };

  it("hold for one person and one type of report", async () => {
    const them = subscribed();
    await them.end(cto);
    const others = [
      { ...cto, reportType: "cfo" },
      { ...cto, recipientHash: "bb" },
    ];
    expect(await them.endedAt([...others, cto])).toEqual([undefined, undefined, START]);
  });

  it("keep the first time, and can be taken back", async () => {
    const them = subscribed();
    const cfo = { reportType: "cfo", recipientHash: "cc" };
    await them.end(cfo);
    clock.advance(60_000);
    await them.end(cfo);
    expect(await them.endedAt([cfo])).toEqual([START]);
    await them.resume(cfo);
    expect(await them.endedAt([cfo])).toEqual([undefined]);
    await them.end(cfo);
    expect(await them.endedAt([cfo])).toEqual(["2026-10-31T12:01:00.000Z"]);
  });
});

describe("links", () => {
  const secret = Buffer.alloc(32, 4);
  const links = createUnsubscribeLinks(secret, "https://reports.example.com/");
  const tokenOf = (link: string) => link.slice("https://reports.example.com/unsubscribe/".length);
  const hash = "ab".repeat(32);

  it("say who and what, and nothing that can be read as an address", () => {
    const link = links.linkTo({ reportType: "cto", recipientHash: hash });
    expect(link).toMatch(/^https:\/\/reports\.example\.com\/unsubscribe\/[\w.-]+$/);
    expect(links.read(tokenOf(link))).toEqual({ reportType: "cto", recipientHash: hash });
  });

  it("cannot be made up, changed, or made under another key", () => {
    const token = tokenOf(links.linkTo({ reportType: "cto", recipientHash: hash }));
    for (let at = 0; at < token.length - 1; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(links.read(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    expect(createUnsubscribeLinks(Buffer.alloc(32, 5), "https://x").read(token)).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(links.read(text)).toBeUndefined();
      }),
    );
  });
});
