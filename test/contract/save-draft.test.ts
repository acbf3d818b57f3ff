import { randomBytes } from "node:crypto";
import { DeleteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { afterEach, beforeEach, expect, it } from "vitest";
import { planDeliveries } from "../../src/dispatch/plan-deliveries.ts";
import { DraftExistsError } from "../../src/errors.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startDatabaseFront } from "../support/database-front.ts";
import { makeArtifact, saveDraft } from "../support/drafts.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** How a draft is written: a partition takes 1,000 write units a second, and a chunk of a mail alone is 372. */
let table: TestTable;
beforeEach(async () => {
  table = await startTestTable();
});
afterEach(() => table.stop());

const clock = createTestClock("2026-10-31T12:00:00.000Z");
const hashAddress = createRecipientHash(Buffer.alloc(32, 3));

/** What was put, and how many puts were under way at the most, by the first word of the sort key. */
function watchPuts(client: DynamoDBClient) {
  const seen = new Map<string, { puts: number; underWay: number; most: number }>();
  const order: string[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      const kind = kindOf(args.input);
      if (kind === undefined) return await next(args);
      order.push(kind);
      const of = seen.get(kind) ?? { puts: 0, underWay: 0, most: 0 };
      seen.set(kind, of);
      of.puts += 1;
      of.underWay += 1;
      of.most = Math.max(of.most, of.underWay);
      try {
        return await next(args);
      } finally {
        of.underWay -= 1;
      }
    },
    { step: "initialize", name: "watchPuts" },
  );
  return { seen, order };
}

/** `artifact`, `envelope`, `delivery`, `audit`, or `head`; undefined for what is no put. */
function kindOf(input: object): string | undefined {
  if (!("Item" in input)) return undefined;
  const { task_id: key } = input.Item as Record<string, { readonly S?: string }>;
  return key?.S?.match(/^[a-z]+/)?.[0] ?? "head";
}

it("writes a large mail chunk by chunk, and its many deliveries a few at a time", async () => {
  const plain = makeArtifact(Array.from({ length: 200 }, (_, n) => `role-${n}`));
  // Random bytes cannot be compressed: 3 MB, which base64 and gzip leave at about that.
  const content = new Uint8Array(randomBytes(3_000_000));
  const report = { name: "report.pdf", contentType: "application/pdf", content };
  const large = { ...plain, mail: { ...plain.mail, attachments: [report] } };
  const puts = watchPuts(table.client);
  const store = table.store(clock);
  const { dispatch } = await saveDraft(store, hashAddress, clock.now(), {}, large);

  expect(puts.seen.get("artifact")).toMatchObject({ puts: expect.any(Number), most: 1 });
  expect(puts.seen.get("artifact")?.puts).toBeGreaterThanOrEqual(8);
  expect(puts.seen.get("delivery")).toMatchObject({ puts: 200, most: 25 });
  expect(puts.seen.get("audit")?.puts).toBe(1);
  // What has a head is complete.
  expect(puts.order.indexOf("head")).toBe(puts.order.length - 1);
  // Throws if its bytes are not those that were hashed.
  expect((await store.getArtifact(dispatch)).envelope).toEqual(large.envelope);
  expect(await store.getDeliveries(dispatch.id)).toHaveLength(201);
});

it("leaves what became of its mails as it is, if somebody saves it once more", async () => {
  const store = table.store(clock);
  const { dispatch, artifact } = await saveDraft(store, hashAddress, clock.now());
  const { id } = dispatch;
  const [first, second] = await store.getDeliveries(id);
  if (first === undefined || second === undefined) throw new Error("two mails");
  const taken = await store.claimDelivery(first, 120);
  if (taken !== undefined)
    await store.settleDelivery(taken, { state: "accepted", messageId: "m-1" });
  await store.claimDelivery(second, 120);
  const before = await table.scan();
  const again = store.saveDraft(dispatch, artifact, planDeliveries(id, artifact, hashAddress));
  await expect(again).rejects.toThrow(DraftExistsError);
  expect(await table.scan()).toEqual(before);
});

it("does not mix with what another has written under its id and not finished", async () => {
  const store = table.store(clock);
  const { dispatch, artifact } = await saveDraft(store, hashAddress, clock.now());
  const head = { dashboard_id: "reports#2026-10", task_id: dispatch.id };
  await table.client.send(new DeleteItemCommand({ TableName: table.name, Key: marshall(head) }));
  const others = planDeliveries(dispatch.id, artifact, hashAddress);
  await expect(store.saveDraft(dispatch, artifact, others)).rejects.toThrow(DraftExistsError);
  expect(await store.get(dispatch.id)).toBeUndefined();
});

it("knows its own writes where an answer was lost and the SDK has written once more", async () => {
  const front = await startDatabaseFront(table.endpoint);
  const client = new DynamoDBClient({ endpoint: front.url });
  try {
    const sealer = createSealer(Buffer.alloc(32, 9));
    const store = createDispatchStore({
      table: createTableClient(client, table.name),
      sealer,
      clock,
    });
    for (const part of ["artifact#", "delivery#", "summary_channel"]) {
      front.misbehave("cut_after", part);
    }
    const { dispatch, artifact } = await saveDraft(store, hashAddress, clock.now());
    expect(front.faults).toBe(3);
    expect(await store.get(dispatch.id)).toEqual(dispatch);
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    expect(await store.getDeliveries(dispatch.id)).toHaveLength(3);
  } finally {
    client.destroy();
    await front.stop();
  }
});
