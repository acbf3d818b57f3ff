import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBudget } from "../../src/store/budget.ts";
import { createDigestLog } from "../../src/store/digest-log.ts";
import { createHomeViewers } from "../../src/store/home-viewers.ts";
import { createMailEvents } from "../../src/store/mail-events.ts";
import { createMissedMessages } from "../../src/store/missed.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createRoleRecord } from "../../src/store/role-record.ts";
import { createSchedules } from "../../src/store/schedules.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnshown } from "../../src/store/unshown.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { saveDraft } from "../support/drafts.ts";
import { standingOf } from "../support/standing.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** docs/data.md says of each kind of item whether it goes: held against one of each kind, as the stores write it. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const NOW = "2026-10-31T12:00:00.000Z";
const clock = createTestClock(NOW);
const DAY_SECONDS = 86_400;
const requester = { userId: "U1", teamId: "T1" };

/** A row of the table in docs/data.md. */
interface Kind {
  readonly name: string;
  readonly matches: (item: Readonly<Record<string, unknown>>) => boolean;
  readonly expires: "always" | "once deleted" | "never";
}

async function readKinds(): Promise<readonly Kind[]> {
  const text = await readFile("docs/data.md", "utf8");
  const [, table = ""] = text.split("|---|---|---|---|\n");
  const rows = table.split("\n\n")[0]?.matchAll(/^\| ([\w ]+) \| `(.+?)` \| (.+?) \| (.+) \|$/gm);
  return [...(rows ?? [])].map(([, name = "", partition = "", key = "", attributes = ""]) => ({
    name,
    matches: ({ dashboard_id: place, task_id: id }) =>
      isLike(String(place), partition) && isLike(String(id), /^`(\w.*?)`/.exec(key)?.[1] ?? ""),
    expires: expiryIn(attributes),
  }));
}

/** What stands before the first `#` is the same for all; without one, all of it is. */
function isLike(value: string, example: string): boolean {
  if (example === "") return true;
  return example.includes("#")
    ? value.startsWith(example.slice(0, example.indexOf("#") + 1))
    : value === example;
}

function expiryIn(attributes: string): Kind["expires"] {
  if (attributes.includes("once deleted `deleted_at`, `expires_at`")) return "once deleted";
  return attributes === "the same" || attributes.includes("`expires_at`") ? "always" : "never";
}

/** One item of each kind at least, and what happens to it later. */
async function writeAll(): Promise<void> {
  const client = createTableClient(table.client, table.name);
  const on = { table: client, clock };
  await writeDispatch();
  await createMissedMessages(on).keep("U1", "01", { at: NOW, text: "words" });
  const unshown = createUnshown(on);
  await unshown.mark("a/preview");
  await unshown.mark("b/preview");
  await unshown.clear("b/preview", (await unshown.find("b/preview")) ?? "");
  const viewers = createHomeViewers(on);
  await viewers.opened(requester);
  await viewers.note("U1", { hash: "h" });
  const digests = createDigestLog(on);
  const claim = await digests.claim("2026-10-31", 60);
  if (typeof claim === "string") throw new Error(claim);
  await digests.note(claim, { posted: { channel: "C1", ts: "1" } });
  await digests.finish(claim);
  await writeSchedules();
  const subscription = { reportType: "cto", recipientHash: "aa" };
  await createUnsubscriptions(on).end(subscription);
  await createSuppressions(on).add({
    recipientHash: "aa",
    reason: "bounced",
    since: NOW,
    dispatchId: "01KB0000000000000000000000",
  });
  await createRoleRecord(on).add({
    seq: 1,
    event: "first_seen",
    at: NOW,
    gained: [],
    lost: [],
    hash: "h",
    roles: { admin: [], approver: [], requester: [], viewer: [] },
  });
  await writeBudget();
}

async function writeDispatch(): Promise<void> {
  const store = table.store(clock);
  const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
  const { dispatch } = await saveDraft(store, hashAddress, clock.now());
  await store.claimOnce("key", 60);
  await store.changeState({ dispatchId: dispatch.id, to: "approved" });
  const [delivery] = await store.getDeliveries(dispatch.id);
  if (delivery) await store.claimDelivery(delivery, 60);
  const event = { id: "e1", kind: "hard_bounce", at: NOW, messageId: "m" } as const;
  const told = { ...event, dispatchId: dispatch.id, recipientHashes: [] };
  const events = createMailEvents({ table: createTableClient(table.client, table.name), clock });
  await events.add(told, dispatch);
}

async function writeSchedules(): Promise<void> {
  const on = { table: createTableClient(table.client, table.name), clock };
  const schedules = createSchedules(on);
  await schedules.watch("declared", "every Monday 08:00");
  const made = { reportType: "cto", choices: {}, timeZone: "UTC", approval: "required" } as const;
  await schedules.create({
    ...made,
    id: "01KB0000000000000000000001",
    recurrence: { kind: "cron", expression: "0 8 * * 1" },
    owner: requester,
    channel: "C1",
    source: "slack",
    createdAt: NOW,
  });
  await schedules.remove("01KB0000000000000000000001", "U1");
  const occurrences = createOccurrences(on);
  const claim = await occurrences.claim({ scheduleId: "declared", dueAt: NOW });
  if (claim) await occurrences.settle(claim, { state: "drafted" });
  await occurrences.miss({ scheduleId: "declared", dueAt: "2026-10-30T12:00:00.000Z" }, "late");
}

async function writeBudget(): Promise<void> {
  const client = createTableClient(table.client, table.name);
  const budget = createBudget({ table: client, clock, region: "us-east-1" });
  const before = await budget.claimReading();
  if (before === undefined) throw new Error("nobody else asks");
  const standing = standingOf(clock.now(), { perSecond: 1, perDay: 200, sentToday: 0 });
  await budget.keepReading(standing, before, 1);
}

it("every kind of item goes when docs/data.md says so, and no other", async () => {
  await writeAll();
  const kinds = await readKinds();
  const seen = new Set<string>();
  const now = Date.parse(NOW) / 1000;
  for (const item of await table.scan()) {
    const kind = kinds.find(({ matches }) => matches(item));
    const what = `${kind?.name}: ${item["dashboard_id"]} ${item["task_id"]}`;
    expect(kind, what).toBeDefined();
    seen.add(kind?.name ?? "");
    const goes =
      kind?.expires === "always" ||
      (kind?.expires === "once deleted" && item["deleted_at"] !== undefined);
    const at = item["expires_at"];
    if (!goes) {
      expect(at, what).toBeUndefined();
      continue;
    }
    // Whole seconds, as DynamoDB wants them; it deletes nothing that expired more than five years ago.
    expect(at, what).toSatisfy(Number.isSafeInteger);
    expect(at, what).toBeGreaterThanOrEqual(now);
    expect(at, what).toBeLessThanOrEqual(now + 400 * DAY_SECONDS);
  }
  expect([...seen].toSorted()).toEqual(kinds.map(({ name }) => name).toSorted());
});
