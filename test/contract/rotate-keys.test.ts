import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findRecipients } from "../../src/dispatch/plan-deliveries.ts";
import { createSender } from "../../src/dispatch/sender.ts";
import { verifyTrail } from "../../src/dispatch/verify-trail.ts";
import { ArtifactCorruptError } from "../../src/errors.ts";
import { createLog } from "../../src/log.ts";
import { createDispatchRecords } from "../../src/store/dispatch-records.ts";
import { createDispatchStore } from "../../src/store/dispatch-store.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { type Rotation, rotateRecords } from "../../src/store/rotate-keys.ts";
import { createSealer } from "../../src/store/sealer.ts";
import { createSuppressions } from "../../src/store/suppressions.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { createUnsubscriptions } from "../../src/store/unsubscriptions.ts";
import { createUnsubscribeLinks } from "../../src/web/unsubscribe-links.ts";
import { makeArtifact, saveDraft } from "../support/drafts.ts";
import { nobodyLeft } from "../support/nobody-left.ts";
import { silentAnnouncer } from "../support/silent-announcer.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** A change of both keys, on a real engine. */
const OLD = { data: Buffer.alloc(32, 1), hash: Buffer.alloc(32, 2) };
const NEW = { data: Buffer.alloc(32, 3), hash: Buffer.alloc(32, 4) };
const oldHash = createRecipientHash(OLD.hash);
const newHash = createRecipientHash(NEW.hash);
const bothHashes = createRecipientHash(NEW.hash, OLD.hash);
const NOTHING: Rotation = {
  resealed: 0,
  unreadable: 0,
  rehashed: 0,
  leftBehind: 0,
  unsubscriptions: { carriedOver: 0, unknownAddress: 0 },
  suppressions: { carriedOver: 0, unknownAddress: 0 },
};

let table: TestTable;
beforeEach(async () => {
  table = await startTestTable();
});
afterEach(() => table.stop());

const clock = createTestClock("2026-10-31T12:00:00.000Z");
const client = () => createTableClient(table.client, table.name);
const storeUnder = (data: Uint8Array, previous?: Uint8Array) =>
  createDispatchStore({ table: client(), sealer: createSealer(data, previous), clock });
const rotate = (options = {}) =>
  rotateRecords({
    table: client(),
    sealer: createSealer(NEW.data, OLD.data),
    hashAddress: bothHashes,
    clock,
    known: [],
    dryRun: false,
    ...options,
  });

describe("after a change of keys", () => {
  it("what waits can still be opened and addressed, before anything is rotated", async () => {
    const { dispatch, artifact } = await saveDraft(storeUnder(OLD.data), oldHash, clock.now());
    const store = storeUnder(NEW.data, OLD.data);
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    const [first] = await store.getDeliveries(dispatch.id);
    if (first === undefined) throw new Error("no delivery");
    expect(findRecipients(first, artifact, bothHashes)).toHaveLength(1);
    await expect(storeUnder(NEW.data).getArtifact(dispatch)).rejects.toThrow(ArtifactCorruptError);
    await expect(storeUnder(NEW.data).getArtifact(dispatch)).rejects.toThrow(/DATA_KEY_PREVIOUS/);
  });

  it("a rotation brings it under the new keys, so that the old ones can go", async () => {
    const { dispatch, artifact } = await saveDraft(storeUnder(OLD.data), oldHash, clock.now());
    const wanted = { ...NOTHING, resealed: 1, rehashed: 3 };
    expect(await rotate({ dryRun: true })).toEqual(wanted);
    await expect(storeUnder(NEW.data).getArtifact(dispatch)).rejects.toThrow(ArtifactCorruptError);

    expect(await rotate()).toEqual(wanted);
    const store = storeUnder(NEW.data);
    expect(await store.getArtifact(dispatch)).toEqual(artifact);
    const deliveries = await store.getDeliveries(dispatch.id);
    const people = deliveries.flatMap((it) => findRecipients(it, artifact, newHash));
    const { recipients, auditCopy } = artifact.envelope;
    expect(new Set(people)).toEqual(new Set([...recipients, auditCopy]));
    expect(deliveries.map(({ recipientHashNow }) => recipientHashNow).toSorted()).toEqual(
      people.map(({ email }) => newHash(email)).toSorted(),
    );
    // Again, nothing is left to do.
    expect(await rotate()).toEqual(NOTHING);
  });

  it("goes on where it was broken off, and with work under way", async () => {
    const store = storeUnder(OLD.data);
    const [one] = await Promise.all([
      saveDraft(store, oldHash, clock.now()),
      saveDraft(store, oldHash, clock.now()),
    ]);
    const done: Rotation[] = await Promise.all([rotate(), rotate()]);
    // Two at the same time share the work; each item is counted once.
    expect(done.reduce((sum, { resealed }) => sum + resealed, 0)).toBe(2);
    expect(done.reduce((sum, { rehashed }) => sum + rehashed, 0)).toBe(6);

    const after = storeUnder(NEW.data);
    const { id } = one.dispatch;
    await after.changeState({ dispatchId: id, to: "approved" });
    const [first] = await after.getDeliveries(id);
    const claim = first && (await after.claimDelivery(first, 60));
    if (claim) await after.settleDelivery(claim, { state: "accepted", messageId: "m" });
    expect((await after.getDeliveries(id))[0]).toMatchObject({ state: "accepted" });
  });

  it("a mail that waited has a link that still counts when the old keys are gone", async () => {
    const { dispatch } = await saveDraft(storeUnder(OLD.data), oldHash, clock.now());
    const store = storeUnder(NEW.data, OLD.data);
    const links = createUnsubscribeLinks(NEW.hash, "https://reports.example.com");
    const given = new Map<string | undefined, string | undefined>();
    const sender = createSender({
      announcer: silentAnnouncer,
      mailer: {
        send: async ({ to, unsubscribe }) => {
          given.set(to[0]?.email, unsubscribe?.oneClick);
          return "m";
        },
      },
      store,
      ...nobodyLeft,
      hashAddress: bothHashes,
      unsubscribeLink: links.linkTo,
      clock,
      random: () => 0.5,
      log: createLog("silent"),
    });
    await store.changeState({ dispatchId: dispatch.id, to: "approved" });
    await sender.send(dispatch.id);
    const token = given.get("owner@example.com")?.split("/").at(-1) ?? "";
    expect(links.read(token)).toEqual({
      reportType: "cto",
      recipientHash: newHash("owner@example.com"),
    });
    // Nobody unsubscribes the audit copy.
    expect(given.size).toBe(3);
    expect(given.get("audit@example.com")).toBeUndefined();
  });

  it("leaves the trail as it was: it holds before and after", async () => {
    const { dispatch } = await saveDraft(storeUnder(OLD.data), oldHash, clock.now());
    await rotate();
    const records = createDispatchRecords({
      table: client(),
      sealer: createSealer(NEW.data),
      clock,
    });
    const record = await records.read(dispatch.id);
    expect(record && verifyTrail(record.head, record.deliveries)).toEqual([]);
    expect(record?.envelope).toEqual(makeArtifact().envelope);
  });

  it("says what cannot be rotated, and leaves it as it is", async () => {
    const forgotten = { retention: { mail: 9, addresses: 1, record: 9 } };
    await saveDraft(storeUnder(OLD.data), oldHash, clock.now(), forgotten);
    clock.advance(2 * 86_400_000);
    await saveDraft(storeUnder(Buffer.alloc(32, 8)), oldHash, clock.now());
    expect(await rotate()).toEqual({ ...NOTHING, unreadable: 1, leftBehind: 6 });
  });
});

describe("unsubscriptions under the key before", () => {
  const owner = "owner@example.com";
  const under = (hash: string) => ({ reportType: "cto", recipientHash: hash });
  const asked = { ...under(newHash(owner)), formerHash: oldHash(owner) };
  const them = () => createUnsubscriptions({ table: client(), clock });

  it("still hold, and what was said last counts, under either key", async () => {
    await them().end(under(oldHash(owner)));
    expect(await them().endedAt([under(newHash(owner)), asked])).toEqual([
      undefined,
      clock.now().toISOString(),
    ]);
    clock.advance(1000);
    await them().resume(under(newHash(owner)));
    expect(await them().endedAt([asked])).toEqual([undefined]);
    clock.advance(1000);
    await them().resume(under(oldHash(owner)));
    await them().end(under(oldHash(owner)));
    expect(await them().endedAt([asked])).toEqual([clock.now().toISOString()]);
  });

  it("are carried over where the address is known, and counted where it is not", async () => {
    await them().end(under(oldHash(owner)));
    await them().end(under(oldHash("stranger@example.com")));
    const ended = clock.now().toISOString();
    clock.advance(1000);
    const wanted = { ...NOTHING, unsubscriptions: { carriedOver: 1, unknownAddress: 1 } };
    expect(await rotate({ known: [owner], dryRun: true })).toEqual(wanted);
    expect(await them().endedAt([under(newHash(owner))])).toEqual([undefined]);
    expect(await rotate({ known: [owner] })).toEqual(wanted);
    expect(await them().endedAt([under(newHash(owner))])).toEqual([ended]);
    const again = { ...NOTHING, unsubscriptions: { carriedOver: 0, unknownAddress: 1 } };
    expect(await rotate({ known: [owner] })).toEqual(again);
  });

  it("that were carried over, taken back by an old mail and said again by a new one hold", async () => {
    await them().end(under(oldHash(owner)));
    await rotate({ known: [owner] });
    clock.advance(1000);
    await them().resume(under(oldHash(owner)));
    clock.advance(1000);
    await them().end(under(newHash(owner)));
    expect(await them().endedAt([asked])).toEqual([clock.now().toISOString()]);
  });

  it("that were said by an old mail after a rotation are carried over by the next one", async () => {
    await them().end(under(oldHash(owner)));
    await rotate({ known: [owner] });
    clock.advance(1000);
    await them().resume(under(newHash(owner)));
    expect(await rotate({ known: [owner] })).toEqual(NOTHING);
    expect(await them().endedAt([under(newHash(owner))])).toEqual([undefined]);
    clock.advance(1000);
    await them().end(under(oldHash(owner)));
    const ended = clock.now().toISOString();
    const wanted = { ...NOTHING, unsubscriptions: { carriedOver: 1, unknownAddress: 0 } };
    expect(await rotate({ known: [owner], dryRun: true })).toEqual(wanted);
    expect(await rotate({ known: [owner] })).toEqual(wanted);
    // The key before can go now.
    expect(await them().endedAt([under(newHash(owner))])).toEqual([ended]);
  });

  it("are carried over for whoever is known from a mail alone", async () => {
    await saveDraft(storeUnder(OLD.data), oldHash, clock.now());
    await them().end(under(oldHash(owner)));
    expect(await rotate()).toMatchObject({
      unsubscriptions: { carriedOver: 1, unknownAddress: 0 },
    });
  });
});

describe("suppressions under the key before", () => {
  const owner = "owner@example.com";
  const them = () => createSuppressions({ table: client(), clock });
  const bounced = (recipientHash: string, hashKeyId?: string) => ({
    recipientHash,
    reason: "bounced" as const,
    since: clock.now().toISOString(),
    dispatchId: "01KB0000000000000000000000",
    ...(hashKeyId && { hashKeyId }),
  });
  const asked = [{ recipientHash: newHash(owner), formerHash: oldHash(owner) }];
  const isSuppressed = async () => (await them().find(asked))[0] !== undefined;

  it("still hold, and what happened last counts, under either key", async () => {
    await them().add(bounced(oldHash(owner)));
    expect(await isSuppressed()).toBe(true);
    clock.advance(1000);
    await them().lift(oldHash(owner), "U1");
    expect(await isSuppressed()).toBe(false);
    clock.advance(1000);
    await them().add(bounced(newHash(owner)));
    expect(await isSuppressed()).toBe(true);
  });

  it("are carried over where the address is known, and listed once", async () => {
    await them().add(bounced(oldHash(owner), oldHash.keyId));
    await them().add(bounced(oldHash("stranger@example.com"), oldHash.keyId));
    const wanted = { ...NOTHING, suppressions: { carriedOver: 1, unknownAddress: 1 } };
    expect(await rotate({ known: [owner], dryRun: true })).toEqual(wanted);
    expect(await rotate({ known: [owner] })).toEqual(wanted);
    const again = { ...NOTHING, suppressions: { carriedOver: 0, unknownAddress: 1 } };
    expect(await rotate({ known: [owner] })).toEqual(again);
    const listed = (await them().list()).map(({ recipientHash }) => recipientHash);
    expect(new Set(listed)).toEqual(new Set([newHash(owner), oldHash("stranger@example.com")]));
    expect(listed).toHaveLength(2);
    clock.advance(1000);
    expect(await them().lift(newHash(owner), "U1")).toBe(true);
    expect(await isSuppressed()).toBe(false);
    // A complaint about a mail of before comes in under the old hash: it counts, and is listed.
    clock.advance(1000);
    await them().add({ ...bounced(oldHash(owner)), reason: "complained" });
    expect(await isSuppressed()).toBe(true);
  });
});
