import { randomUUID } from "node:crypto";
import { constants, gunzipSync } from "node:zlib";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ulid } from "ulid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Artifact } from "../../src/dispatch/artifact.ts";
import { hashArtifact } from "../../src/dispatch/artifact-hash.ts";
import type { Delivery } from "../../src/dispatch/delivery.ts";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import {
  ArtifactCorruptError,
  DispatchNotFoundError,
  DraftExistsError,
  StoreUnavailableError,
  TableMissingError,
} from "../../src/errors.ts";
import { createTable } from "../../src/store/create-table.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { inspectTable, tableDefinition } from "../../src/store/table.ts";
import { createDynamoDbClient, createTableClient } from "../../src/store/table-client.ts";
import { startDatabaseFront } from "../support/database-front.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** What the dispatch store promises, on a real engine. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const START = "2026-10-31T12:00:00.000Z";

function makeArtifact(html = "<p>Hello</p>"): Artifact {
  return {
    mail: {
      subject: "S",
      html,
      text: "T",
      images: [
        {
          name: "chart-1.png",
          contentType: "image/png",
          content: Uint8Array.of(0x89, 0x50, 0, 255),
          cid: "chart-1",
          alt: "Burn rose",
          role: "chart",
        },
      ],
      attachments: [
        { name: "a.pdf", contentType: "application/pdf", content: Uint8Array.of(1, 2, 3) },
        { name: "empty.csv", contentType: "text/csv", content: new Uint8Array() },
      ],
      replyTo: { name: "Bookkeeper", email: "finance@example.com" },
    },
    envelope: {
      from: "reports@example.com",
      recipients: [
        { name: "Owner", email: "owner@example.com" },
        { name: "CTO", email: "cto@example.com" },
      ],
      mode: "private",
      auditCopy: { name: "Audit copy", email: "audit@example.com" },
    },
  };
}

async function saveDraft(at = START, artifact = makeArtifact()) {
  const clock = createTestClock(at);
  const store = table.store(clock);
  const id = ulid(clock.now().getTime());
  const dispatch: Dispatch = {
    id,
    reportType: "cto",
    state: "awaiting_approval",
    requestedBy: { userId: "U1", teamId: "T1" },
    generatedAt: at,
    summary: {
      title: "CTO report",
      headline: "h",
      figures: [{ label: "l", value: "v", meaning: "good" }],
      period: "October 2026",
      basis: "1 source",
      chart: { message: "m", title: "t", values: [{ label: "Oct", value: "$1" }] },
    },
    choices: { period: "2026-10", entity: "jada" },
    mail: {
      bytes: 12_345,
      attachments: [{ name: "a.pdf", bytes: 3 }],
      leftOut: ["b.csv"],
      envelope: "shared",
    },
    recipientNames: ["Owner", "CTO"],
    skipped: [{ name: "COO", reason: "bounced", since: START, instead: "CEO" }],
    hasAuditCopy: true,
    artifactHash: hashArtifact(artifact),
    summaryChannel: "C1",
  };
  const plan = (kind: Delivery["kind"], recipientHash: string): Delivery => ({
    dispatchId: id,
    kind,
    recipientHash,
    name: recipientHash,
    recipients: 2,
    state: "pending",
    retryCount: 0,
    fence: 0,
  });
  const deliveries = [plan("recipient", "aa"), plan("recipient", "bb"), plan("audit", "cc")];
  await store.saveDraft(dispatch, artifact, deliveries);
  return { id, clock, store, dispatch, artifact };
}

const approval = { by: "U1", at: START };

/** What anybody can read who reads the table: compressed is not sealed. */
function readable(bytes: Uint8Array): string {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  // The first chunk of a large mail ends in the middle.
  const open = () => gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  return (isGzip ? open() : Buffer.from(bytes)).toString("latin1");
}

describe("drafts", () => {
  it("come back as they were saved", async () => {
    const { id, store, dispatch, artifact } = await saveDraft();
    expect(await store.get(id)).toEqual(dispatch);
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    const deliveries = await store.getDeliveries(id);
    expect(deliveries.map(({ kind, recipientHash }) => [kind, recipientHash])).toEqual([
      ["recipient", "aa"],
      ["recipient", "bb"],
      ["audit", "cc"],
    ]);
  });

  it.each([
    { kind: "file", id: "F01CHART" },
    { kind: "link", url: "https://example.com/charts/x.png" },
  ] as const)("remember where they are shown, and their chart as a $kind", async (picture) => {
    const { id, store } = await saveDraft();
    const preview = { channel: "C1", ts: "1.2" };
    await store.setPreview(id, preview, picture);
    expect(await store.get(id)).toMatchObject({ preview, picture });
    await store.setPreview(id, { channel: "C2", ts: "3" });
    expect(await store.get(id)).toMatchObject({ preview: { channel: "C2", ts: "3" }, picture });
  });

  it("are unknown under any other id", async () => {
    const { store } = await saveDraft();
    expect(await store.get(ulid())).toBeUndefined();
    expect(await store.get("not-a-ulid")).toBeUndefined();
    await expect(store.changeState({ dispatchId: ulid(), to: "approved" })).rejects.toThrow(
      DispatchNotFoundError,
    );
    await expect(store.setPreview(ulid(), { channel: "C", ts: "1" })).rejects.toThrow(
      DispatchNotFoundError,
    );
  });

  it("cannot be saved twice under one id", async () => {
    const { store, dispatch, artifact } = await saveDraft();
    await store.changeState({ dispatchId: dispatch.id, to: "rejected" });
    await expect(store.saveDraft(dispatch, artifact, [])).rejects.toThrow(DraftExistsError);
    expect((await store.get(dispatch.id))?.state).toBe("rejected");
  });

  it("hold mails of more than one item's size", async () => {
    const noise = Array.from({ length: 200_000 }, () => Math.random().toString(36)).join("");
    const { store, dispatch, artifact } = await saveDraft(START, makeArtifact(noise));
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    const chunks = (await table.scan()).filter(
      ({ dashboard_id, task_id }) =>
        dashboard_id === `dispatch#${dispatch.id}` && String(task_id).startsWith("artifact#"),
    );
    expect(chunks.length).toBeGreaterThan(2);
  });

  it("keep addresses sealed: no item shows one", async () => {
    await saveDraft();
    const shown = (await table.scan()).map((item) =>
      JSON.stringify(item, (_key, value: unknown) =>
        value instanceof Uint8Array ? readable(value) : value,
      ),
    );
    expect(shown.some((item) => item.includes("<p>Hello</p>"))).toBe(true);
    expect(shown.filter((item) => /owner@|cto@|audit@|finance@/.test(item))).toEqual([]);
  });

  it("are refused when the bytes are not the ones approved, or the key is another", async () => {
    const { id, clock, store, dispatch } = await saveDraft();
    const other = { ...dispatch, artifactHash: "0".repeat(64) };
    await expect(store.getArtifact(other)).rejects.toThrow(ArtifactCorruptError);
    const stranger = table.store(clock, Buffer.alloc(32, 1));
    await expect(stranger.getArtifact(dispatch)).rejects.toThrow(ArtifactCorruptError);
    expect((await store.get(id))?.state).toBe("awaiting_approval");
  });

  it("are listed newest first, across months and years", async () => {
    const own = await startTestTable();
    const shared = table;
    table = own;
    try {
      const days = ["2025-12-31", "2026-01-31", "2026-02-01", "2026-02-02"];
      const ids = [];
      for (const day of days) ids.unshift((await saveDraft(`${day}T12:00:00.000Z`)).id);
      const store = own.store(createTestClock("2026-02-28T00:00:00Z"));
      expect((await store.latest(10)).map(({ id }) => id)).toEqual(ids);
      expect((await store.latest(3)).map(({ id }) => id)).toEqual(ids.slice(0, 3));
    } finally {
      table = shared;
      await own.stop();
    }
  });
});

describe("the record", () => {
  it("has the words operators search for, per recipient", async () => {
    const { id, store, dispatch } = await saveDraft();
    const [first] = await store.getDeliveries(id);
    const claim = first && (await store.claimDelivery(first, 60));
    if (claim) await store.settleDelivery(claim, { state: "accepted", messageId: "m-1" });
    const items = (await table.scan()).filter((it) => it["dashboard_id"] === `dispatch#${id}`);
    const deliveries = items.filter((it) => String(it["task_id"]).startsWith("delivery#"));
    expect(deliveries).toHaveLength(2);
    expect(deliveries.find((it) => it["recipient_hash"] === "aa")).toMatchObject({
      dashboard_id: `dispatch#${id}`,
      task_id: "delivery#aa",
      report_type: "cto",
      delivery_status: "sent",
      retry_count: 0,
      generated_at: dispatch.generatedAt,
      ses_message_id: "m-1",
    });
    expect(deliveries.find((it) => it["recipient_hash"] === "bb")).toMatchObject({
      delivery_status: "pending",
    });
  });

  it("tells what happened, in order", async () => {
    const { id, clock, store } = await saveDraft();
    clock.advance(1000);
    await store.changeState({ dispatchId: id, to: "approved", approval });
    clock.advance(1000);
    await store.changeState({ dispatchId: id, to: "sending" });
    const head = (await table.scan()).find((it) => it["task_id"] === id);
    expect(head?.["trail"]).toMatchObject([
      { seq: 1, event: "drafted", at: "2026-10-31T12:00:00.000Z", by: "U1" },
      { seq: 2, event: "approved", at: "2026-10-31T12:00:01.000Z", by: "U1" },
      { seq: 3, event: "sending", at: "2026-10-31T12:00:02.000Z" },
    ]);
  });
});

describe("decisions", () => {
  it("are won by one of many", async () => {
    const { id, store } = await saveDraft();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        store.changeState({
          dispatchId: id,
          to: n % 2 === 0 ? "approved" : "rejected",
          ...(n % 2 === 0
            ? { approval: { by: `U${n}`, at: START } }
            : { rejection: { by: `U${n}`, at: START, reason: "no" } }),
        }),
      ),
    );
    const winners = all.filter(({ changed }) => changed);
    expect(winners).toHaveLength(1);
    const final = await store.get(id);
    expect(final).toEqual(winners[0]?.dispatch);
    // The losers read the outcome, not what they wished for.
    for (const { dispatch } of all) expect(dispatch).toEqual(final);
  });

  it("follow the states: what was rejected is never approved or sent", async () => {
    const { id, store } = await saveDraft();
    await store.changeState({ dispatchId: id, to: "rejected" });
    for (const to of ["approved", "sending", "sent", "voided"] as const) {
      expect(await store.changeState({ dispatchId: id, to })).toMatchObject({ changed: false });
    }
  });

  it("take a rejected dispatch, or one without a preview, nowhere", async () => {
    for (const to of ["rejected", "voided"] as const) {
      const { id, store } = await saveDraft();
      await store.changeState({ dispatchId: id, to });
      expect(await store.findUnfinished()).not.toContain(id);
    }
  });

  it("say when a dispatch was voided, and of no other state", async () => {
    for (const [to, voidedAt] of [
      ["voided", "2026-10-31T12:00:05.000Z"],
      ["rejected", undefined],
    ] as const) {
      const { id, store, clock } = await saveDraft();
      clock.advance(5_000);
      const { dispatch } = await store.changeState({ dispatchId: id, to });
      expect([dispatch.state, dispatch.voidedAt]).toEqual([to, voidedAt]);
      expect((await store.get(id))?.voidedAt).toBe(voidedAt);
    }
  });

  it("put a dispatch in the queue until people were told how it ended", async () => {
    const { id, store } = await saveDraft();
    expect(await store.findUnfinished()).not.toContain(id);
    await store.changeState({ dispatchId: id, to: "approved", approval });
    expect(await store.findUnfinished()).toContain(id);
    await store.changeState({ dispatchId: id, to: "sending" });
    expect(await store.findUnfinished()).toContain(id);
    await store.changeState({ dispatchId: id, to: "sent" });
    expect(await store.findUnfinished()).toContain(id);
    await store.markAnnounced(id);
    expect(await store.findUnfinished()).not.toContain(id);
    expect((await store.get(id))?.announcedAt).toBe("2026-10-31T12:00:00.000Z");
  });
});

describe("claims", () => {
  const firstOf = async (
    store: { getDeliveries(id: string): Promise<readonly Delivery[]> },
    id: string,
  ) => {
    const [first] = await store.getDeliveries(id);
    if (first === undefined) throw new Error("no delivery");
    return first;
  };

  it("are won by one of many", async () => {
    const { id, store } = await saveDraft();
    const delivery = await firstOf(store, id);
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => store.claimDelivery(delivery, 60)),
    );
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    expect(await firstOf(store, id)).toMatchObject({ state: "claimed", fence: 1, retryCount: 0 });
  });

  it("count calls after the first, and can be made again only after a release", async () => {
    const { id, store } = await saveDraft();
    const claim = await store.claimDelivery(await firstOf(store, id), 60);
    expect(await store.claimDelivery(await firstOf(store, id), 60)).toBeUndefined();
    if (claim) await store.settleDelivery(claim, { state: "pending", reason: "too fast" });
    const again = await store.claimDelivery(await firstOf(store, id), 60);
    expect(again?.fence).toBe(2);
    expect(await firstOf(store, id)).toMatchObject({ retryCount: 1, reason: "too fast" });
    if (again) await store.settleDelivery(again, { state: "accepted", messageId: "m" });
    const settled = await firstOf(store, id);
    expect(settled).toMatchObject({ state: "accepted", messageId: "m" });
    expect(settled).not.toHaveProperty("reason");
    expect(await store.claimDelivery(settled, 60)).toBeUndefined();
  });

  it("are given up only when their lease has run out", async () => {
    const { id, clock, store } = await saveDraft();
    await store.claimDelivery(await firstOf(store, id), 60);
    clock.advance(60_000);
    expect(await store.expireClaim(await firstOf(store, id), "gone")).toBe(false);
    clock.advance(1_000);
    expect(await store.expireClaim(await firstOf(store, id), "gone")).toBe(true);
    expect(await firstOf(store, id)).toMatchObject({ state: "uncertain", reason: "gone" });
  });

  it("that were given up meanwhile are not opened again", async () => {
    const { id, clock, store } = await saveDraft();
    const late = await store.claimDelivery(await firstOf(store, id), 60);
    clock.advance(61_000);
    await store.expireClaim(await firstOf(store, id), "gone");
    if (late) await store.settleDelivery(late, { state: "pending", reason: "too fast" });
    expect(await firstOf(store, id)).toMatchObject({ state: "uncertain", reason: "gone" });
  });

  it("settle what was given up meanwhile, but never over a later claim", async () => {
    const { id, clock, store } = await saveDraft();
    const late = await store.claimDelivery(await firstOf(store, id), 60);
    clock.advance(61_000);
    await store.expireClaim(await firstOf(store, id), "gone");
    if (late === undefined) throw new Error("not claimed");
    await store.settleDelivery(late, { state: "accepted", messageId: "late" });
    expect(await firstOf(store, id)).toMatchObject({ state: "accepted", messageId: "late" });
    await store.settleDelivery(late, { state: "failed", reason: "again" });
    expect(await firstOf(store, id)).toMatchObject({ state: "accepted", messageId: "late" });
    await store.settleDelivery({ ...late, fence: 9 }, { state: "failed", reason: "stranger" });
    expect(await firstOf(store, id)).toMatchObject({ state: "accepted" });
  });
});

describe("claimOnce", () => {
  it("is won once, by one of many, until it is forgotten", async () => {
    const clock = createTestClock(START);
    const store = table.store(clock);
    const attempts = await Promise.all(
      Array.from({ length: 10 }, () => store.claimOnce("trigger-1", 60)),
    );
    expect(attempts.filter(Boolean)).toHaveLength(1);
    expect(await store.claimOnce("trigger-2", 60)).toBe(true);
    clock.advance(59_000);
    expect(await store.claimOnce("trigger-1", 60)).toBe(false);
    clock.advance(2_000);
    expect(await store.claimOnce("trigger-1", 60)).toBe(true);
  });
});

describe("an answer that is lost on the way", () => {
  it("does not make a write doubt itself: the repetition recognises its own first attempt", async () => {
    const { id, clock } = await saveDraft();
    const front = await startDatabaseFront(table.endpoint);
    const client = new DynamoDBClient({ endpoint: front.url });
    const store = createDispatchStore({
      table: createTableClient(client, table.name),
      sealer: createSealer(Buffer.alloc(32, 9)),
      clock,
    });
    try {
      front.misbehave("cut_after", "once#trigger-cut");
      expect(await store.claimOnce("trigger-cut", 60)).toBe(true);
      expect(await store.claimOnce("trigger-cut", 60)).toBe(false);

      front.misbehave("cut_after", '"approved"');
      const decided = await store.changeState({ dispatchId: id, to: "approved", approval });
      expect(decided).toMatchObject({ changed: true, dispatch: { state: "approved", approval } });
      const again = await store.changeState({ dispatchId: id, to: "approved", approval });
      expect(again.changed).toBe(false);

      const [delivery] = await store.getDeliveries(id);
      if (delivery === undefined) throw new Error("no delivery");
      front.misbehave("cut_after", '"claimed"');
      expect(await store.claimDelivery(delivery, 60)).toMatchObject({ fence: 1 });
      expect(await store.claimDelivery(delivery, 60)).toBeUndefined();
      expect(front.faults).toBe(3);
    } finally {
      client.destroy();
      await front.stop();
    }
  });
});

describe("the table", () => {
  it("is made once, and recognised", async () => {
    expect(await createTable(table.client, table.name)).toBe(false);
    expect(await inspectTable(table.client, table.name)).toEqual([]);
    expect(await inspectTable(table.client, "no-such-table")).toBeUndefined();
  });

  it("that is keyed or indexed otherwise is told fault by fault", async () => {
    const wanted = tableDefinition("");
    const keyedBy = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: "HASH" as const },
      { AttributeName: range, KeyType: "RANGE" as const },
    ];
    const faultsOf = async (change: object) => {
      const TableName = `test-${randomUUID()}`;
      await table.client.send(new CreateTableCommand({ ...wanted, TableName, ...change }));
      return await inspectTable(table.client, TableName);
    };
    const attributes = (...names: readonly string[]) =>
      names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const }));
    expect(
      await faultsOf({
        KeySchema: keyedBy("task_id", "dashboard_id"),
        AttributeDefinitions: attributes("dashboard_id", "task_id"),
        GlobalSecondaryIndexes: undefined,
      }),
    ).toEqual([
      "its keys are task_id (HASH), dashboard_id (RANGE), needed are dashboard_id (HASH), task_id (RANGE)",
      'it has no index "due" (due_queue (HASH), due_at (RANGE))',
    ]);
    const Projection = { ProjectionType: "KEYS_ONLY" } as const;
    const other = { IndexName: "other", KeySchema: keyedBy("due_queue", "due_at"), Projection };
    const turned = { IndexName: "due", KeySchema: keyedBy("due_at", "due_queue"), Projection };
    expect(await faultsOf({ GlobalSecondaryIndexes: [other, turned] })).toEqual([
      'its index "due" is on due_at (HASH), due_queue (RANGE), needed is due_queue (HASH), due_at (RANGE)',
    ]);
  });

  it("that is missing, or a database that is away, is told in words", async () => {
    const clock = createTestClock();
    const sealer = createSealer(Buffer.alloc(32));
    const storeOn = (client: typeof table.client, name: string) =>
      createDispatchStore({ table: createTableClient(client, name), sealer, clock });
    const missing = storeOn(table.client, "no-such-table");
    const told = missing.get(ulid());
    await expect(told).rejects.toThrow(TableMissingError);
    await expect(told).rejects.toMatchObject({
      message: 'There is no DynamoDB table "no-such-table".',
      hint: "Make it with `npm run doctor -- --create-table`, or correct DYNAMODB_TABLE.",
    });
    const away = createDynamoDbClient("us-east-1");
    away.config.endpoint = async () => ({
      protocol: "http:",
      hostname: "127.0.0.1",
      port: 9,
      path: "/",
    });
    const silent = storeOn(away, "t").get(ulid());
    await expect(silent).rejects.toThrow(StoreUnavailableError);
    await expect(silent).rejects.toMatchObject({
      message: "The database did not answer.",
      hint: expect.stringMatching(/^Look at how the report stands before you try again/),
    });
    away.destroy();
  });
});
