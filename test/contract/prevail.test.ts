import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Announcer } from "../../src/dispatch/announcer-port.ts";
import type { Dispatch } from "../../src/dispatch/dispatch.ts";
import { followOld } from "../../src/dispatch/follow-old.ts";
import { prevail } from "../../src/dispatch/prevail.ts";
import { recordApproval } from "../../src/dispatch/record-approval.ts";
import { replaceOld } from "../../src/dispatch/replace-old.ts";
import { originOf } from "../../src/dispatch/revision.ts";
import { createLog } from "../../src/log.ts";
import { createRecipientHash } from "../../src/store/recipient-hash.ts";
import { saveDraft } from "../support/drafts.ts";
import { silentAnnouncer } from "../support/silent-announcer.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/** Of drafts that took one another's place one goes out at most, on a real table. */
let table: TestTable;
beforeAll(async () => {
  table = await startTestTable();
});
afterAll(() => table.stop());

const hashAddress = createRecipientHash(Buffer.alloc(32, 3));
/** The second is approved while the fifth, which was to replace it, is current; the third was saved and no more. */
const SIBLING_OF_THE_APPROVED = [
  { how: "following", of: 0 },
  { how: "saved", of: 0 },
  { how: "saved", of: 0 },
  { how: "beside", of: 5 },
] as const;
const FIRST = "another preview of this report was decided on first";

async function setUp(begins: Partial<Dispatch> = {}) {
  const clock = createTestClock("2026-10-31T12:00:00.000Z");
  const store = table.store(clock);
  /** What previews say, oldest first. */
  const rewritten: string[] = [];
  const announcer: Announcer = {
    ...silentAnnouncer,
    updatePreview: async (_place, { state, voidedBecause }) => {
      rewritten.push(`${state}: ${voidedBecause}`);
    },
  };
  const deps = { store, clock, announcer, log: createLog("silent") };
  const save = async (given: Partial<Dispatch> = {}) =>
    (await saveDraft(store, hashAddress, clock.now(), given)).dispatch;
  const first = await save(begins);
  /** Saved and no more: as of a process that died then. */
  const saved = (old: Dispatch) => save({ replaces: old.id, origin: originOf(old) });
  const replacing = (old: Dispatch) => ({ old, because: "Replaced." });
  const shown = async (drafted: Dispatch) => {
    await store.setPreview(drafted.id, { channel: "C1", ts: "1" });
    return { ...drafted, preview: { channel: "C1", ts: "1" } };
  };
  /** Shown beside the old one, which could not be ended. */
  const beside = async (old: Dispatch) => {
    const drafted = await saved(old);
    await followOld(replacing(old), drafted, deps);
    return await shown(drafted);
  };
  const following = async (old: Dispatch) => {
    const drafted = await beside(old);
    await replaceOld(drafted, replacing(old), deps);
    return drafted;
  };
  const approve = async (waiting: Dispatch, by = "U1") => {
    await prevail(waiting, deps);
    const approval = { by, at: clock.now().toISOString() };
    return await recordApproval(waiting, approval, { ...deps, mayStillApprove: async () => true });
  };
  const stateOf = async ({ id }: Dispatch) => (await store.get(id))?.state;
  const states = (...all: readonly Dispatch[]) => Promise.all(all.map(stateOf));
  const reject = ({ id: dispatchId }: Dispatch) => {
    const rejection = { by: "U1", at: "2026-10-31T12:00:00.000Z", reason: "Old figures" };
    return store.changeState({ dispatchId, to: "rejected", rejection });
  };
  const replace = (old: Dispatch, drafted: Dispatch) => replaceOld(drafted, replacing(old), deps);
  const steps = { saved, shown, beside, following, approve, reject, replace };
  return { store, first, ...steps, states, rewritten };
}

describe("replaceOld", () => {
  it("ends the one that waits, and says so in its preview", async () => {
    const { first, shown, following, states, rewritten } = await setUp();
    await shown(first);
    const second = await following(first);
    expect(await states(first, second)).toEqual(["voided", "awaiting_approval"]);
    expect(rewritten).toEqual(["voided: Replaced."]);
  });

  it("leaves both as they are where the one before is over", async () => {
    for (const state of ["expired", "voided"] as const) {
      const { first, following, states, rewritten } = await setUp({ state });
      const second = await following(first);
      expect(await states(first, second)).toEqual([state, "awaiting_approval"]);
      expect(rewritten).toEqual([]);
    }
  });

  it("withdraws the new one where somebody has decided on the one before", async () => {
    const { first, beside, approve, replace, states, rewritten } = await setUp();
    const second = await beside(first);
    await approve(first);
    await expect(replace(first, second)).rejects.toThrow(
      "This preview was withdrawn: the report that it was to replace was decided on first.",
    );
    expect(await states(first, second)).toEqual(["approved", "voided"]);
    expect(rewritten).toEqual(["voided: The report that it was to replace was decided on first."]);
  });

  it("does not mind that the one before was withdrawn meanwhile", async () => {
    const { store, first, beside, replace, states } = await setUp();
    const second = await beside(first);
    await store.changeState({ dispatchId: first.id, to: "voided", voidedBecause: "Changed." });
    await replace(first, second);
    expect(await states(first, second)).toEqual(["voided", "awaiting_approval"]);
  });
});

describe("prevail", () => {
  it("ends all that it replaces, whatever failed when they were replaced", async () => {
    const { first, beside, approve, states } = await setUp();
    const second = await beside(first);
    const third = await beside(second);
    await approve(third);
    expect(await states(first, second, third)).toEqual(["voided", "voided", "approved"]);
    await expect(approve(first)).rejects.toThrow();
  });

  it("is refused to what replaces one that was approved, at whatever distance", async () => {
    const { first, beside, approve, states } = await setUp();
    const second = await beside(first);
    const third = await beside(second);
    await approve(first);
    await expect(approve(third)).rejects.toThrow(FIRST);
    await expect(approve(second)).rejects.toThrow(FIRST);
    expect(await states(first, second, third)).toEqual(["approved", "voided", "voided"]);
  });

  it("is refused to a draft that another one has followed in its place", async () => {
    const { first, saved, following, approve, states } = await setUp();
    const lost = await saved(first);
    const made = await following(first);
    await approve(made);
    await expect(approve(lost)).rejects.toThrow(FIRST);
    expect(await states(first, lost, made)).toEqual(["voided", "voided", "approved"]);
  });

  it("ends the one that is current where another one is approved", async () => {
    const { first, saved, following, approve, states } = await setUp();
    const lost = await saved(first);
    const made = await following(first);
    await approve(lost);
    await expect(approve(made)).rejects.toThrow();
    expect(await states(first, lost, made)).toEqual(["voided", "approved", "voided"]);
  });

  it("lets a revision that was edited stand against the one that followed it", async () => {
    const { first, beside, approve, states } = await setUp();
    const second = await beside(first);
    const third = await beside(second);
    await approve(second);
    await expect(approve(third)).rejects.toThrow(FIRST);
    expect(await states(first, second, third)).toEqual(["voided", "approved", "voided"]);
  });

  it("is refused where the one before was rejected", async () => {
    const { first, beside, approve, reject, states } = await setUp();
    const second = await beside(first);
    await reject(first);
    await expect(approve(second)).rejects.toThrow(FIRST);
    expect(await states(first, second)).toEqual(["rejected", "voided"]);
  });

  it("says in each preview what has become of it", async () => {
    const { first, saved, shown, beside, approve, rewritten } = await setUp();
    await shown(first);
    const lost = await shown(await saved(first));
    const second = await beside(first);
    await approve(second);
    await expect(approve(lost)).rejects.toThrow(FIRST);
    expect(rewritten).toEqual([
      "voided: Replaced: a new preview stands below.",
      "voided: Another preview of this report was decided on first.",
    ]);
  });

  it("says that another one was approved in the preview that was current", async () => {
    const { first, saved, beside, approve, rewritten } = await setUp();
    const lost = await saved(first);
    await beside(first);
    await approve(lost);
    expect(rewritten).toEqual(["voided: Replaced: another preview of this report was approved."]);
  });

  it("is possible where the one that is current was rejected, or the one before expired", async () => {
    const { first, saved, beside, approve, reject, states } = await setUp({ state: "expired" });
    const lost = await saved(first);
    const second = await beside(first);
    await reject(second);
    await approve(lost);
    expect(await states(first, lost, second)).toEqual(["expired", "approved", "rejected"]);
  });

  it("is refused where it is not on record which one is current", async () => {
    const { store, first, saved, approve, states } = await setUp();
    await store.claimOnce(`current#${first.id}`, 3600);
    const second = await saved(first);
    await expect(approve(second)).rejects.toThrow(FIRST);
    expect(await states(first, second)).toEqual(["awaiting_approval", "voided"]);
  });

  it("costs the first of them nothing", async () => {
    const { store, first, approve } = await setUp();
    await approve(first);
    expect(await store.claimOnce(`current#${first.id}`, 3600)).toBe(true);
  });

  it("lets exactly one go out of any revisions, in any order, several at a time", async () => {
    const step = fc.record({
      how: fc.constantFrom("saved" as const, "beside" as const, "following" as const),
      of: fc.nat({ max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.array(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 4 }), { maxLength: 4 }),
        async (steps, presses) => {
          const { first, approve, states, ...make } = await setUp();
          const all = [first];
          for (const { how, of } of steps) {
            const old = all[of % all.length] ?? first;
            // Of some only one may follow: what is refused is not there.
            const made = await make[how](old).catch(() => undefined);
            if (made !== undefined) all.push(made);
          }
          for (const together of presses) {
            const pressed = together.map((n) => all[n % all.length] ?? first);
            await Promise.allSettled(pressed.map((it, n) => approve(it, `U${n}`)));
          }
          // Whatever still waits is pressed, one after another: nothing is left that could not be decided on.
          for (const it of all) await approve(it).catch(() => undefined);
          const ends = await states(...all);
          expect(ends.filter((state) => state === "approved")).toHaveLength(1);
          expect(ends).not.toContain("awaiting_approval");
        },
      ),
      { numRuns: 25, examples: [[[...SIBLING_OF_THE_APPROVED], []]] },
    );
  });
});
