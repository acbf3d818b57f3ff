import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { OccurrenceClaim, OccurrenceStore } from "../../src/schedule/ports.ts";
import { createOccurrences } from "../../src/store/occurrences.ts";
import { createTableClient } from "../../src/store/table-client.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock, type TestClock } from "../support/test-clock.ts";

/** The moments at which a schedule was due, on a real table. */
let table: TestTable | undefined;
let clock: TestClock;
let occurrences: OccurrenceStore;
beforeEach(async () => {
  await table?.stop();
  table = await startTestTable();
  clock = createTestClock("2026-11-02T08:00:00.000Z");
  occurrences = createOccurrences({ table: createTableClient(table.client, table.name), clock });
});
afterAll(() => table?.stop());

const ID = { scheduleId: "weekly", dueAt: "2026-11-02T08:00:00.000Z" };
const MINUTE = 60_000;
const items = async () => (await table?.scan()) ?? [];

/** The clock goes on, or back, to this moment. */
const setClock = (at: string) => clock.advance(Date.parse(at) - clock.now().getTime());

async function claimed(): Promise<OccurrenceClaim> {
  const claim = await occurrences.claim(ID);
  if (claim === undefined) throw new Error("It was claimed before.");
  return claim;
}

describe("an occurrence", () => {
  it("is claimed once, for a quarter of an hour, and kept as long as records are", async () => {
    expect(await claimed()).toEqual({ ...ID, fence: 1, told: false });
    expect(await occurrences.claim(ID)).toBeUndefined();
    expect(await items()).toMatchObject([
      {
        state: "running",
        due_at: "2026-11-02T08:15:00.000Z",
        expires_at: Date.parse("2026-11-02T08:00:00.000Z") / 1000 + 400 * 86_400,
      },
    ]);
    clock.advance(15 * MINUTE - 1);
    expect(await occurrences.takeOver(ID)).toBeUndefined();
    expect(await occurrences.findDue()).toEqual([]);
    clock.advance(1);
    expect(await occurrences.findDue()).toEqual([ID]);
    expect(await occurrences.takeOver(ID)).toMatchObject({ fence: 2 });
    expect(await occurrences.takeOver(ID)).toBeUndefined();
    expect(await occurrences.takeOver({ ...ID, scheduleId: "another" })).toBeUndefined();
  });

  it("knows which draft was begun, and then which one is its own", async () => {
    const claim = await claimed();
    expect(await occurrences.begin(claim, "D1")).toBe(true);
    clock.advance(15 * MINUTE);
    const second = await occurrences.takeOver(ID);
    expect(second).toEqual({ ...ID, fence: 2, told: false, draftingId: "D1" });
    if (second === undefined) throw new Error("It was not taken over.");
    expect(await occurrences.commit(claim, "D1", false)).toBe(false);
    expect(await occurrences.commit(second, "D1", true)).toBe(true);
    clock.advance(15 * MINUTE);
    const third = await occurrences.takeOver(ID);
    expect(third).toEqual({ ...ID, fence: 3, told: false, dispatchId: "D1" });
    // What it had does not count beside what is begun now.
    if (third !== undefined) await occurrences.begin(third, "D2");
    expect(await items()).toMatchObject([{ drafting_id: "D2", late: true }]);
    expect((await items())[0]).not.toHaveProperty("dispatch_id");
  });

  it("that failed for good is over; one that waits is looked at again in its time", async () => {
    const claim = await claimed();
    const retryAt = "2026-11-02T09:00:00.000Z";
    await occurrences.settle(claim, { state: "waiting", reason: "No data.", told: true, retryAt });
    expect(await occurrences.findDue()).toEqual([]);
    setClock(retryAt);
    expect(await occurrences.findDue()).toEqual([ID]);
    const again = await occurrences.takeOver(ID);
    expect(again).toMatchObject({ fence: 2, told: true });
    await occurrences.untell({ ...ID, fence: 2, told: true });
    if (again !== undefined) {
      await occurrences.settle(again, { state: "failed", reason: "No data.", told: false });
    }
    clock.advance(24 * 60 * MINUTE);
    expect(await occurrences.findDue()).toEqual([]);
    expect(await occurrences.takeOver(ID)).toBeUndefined();
    expect(await occurrences.last("weekly")).toEqual({
      ...ID,
      state: "failed",
      reason: "No data.",
      settledAt: retryAt,
    });
    const [item = {}] = await items();
    for (const gone of ["due_queue", "due_at", "told_at"]) expect(item).not.toHaveProperty(gone);
  });

  it("is missed only if nobody made it", async () => {
    await claimed();
    await occurrences.miss(ID, "The bot stood still.");
    expect(await occurrences.last("weekly")).toMatchObject({ state: "running" });
    const other = { ...ID, scheduleId: "daily" };
    await occurrences.miss(other, "The bot stood still.");
    await occurrences.miss(other, "Something else.");
    expect(await occurrences.last("daily")).toMatchObject({ reason: "The bot stood still." });
  });

  it("is not there for a schedule that was never due, nor made by taking back what was told", async () => {
    expect(await occurrences.last("weekly")).toBeUndefined();
    await occurrences.untell({ ...ID, fence: 2, told: true });
    expect(await items()).toEqual([]);
  });

  it("is found from one moment up to another, the oldest first", async () => {
    const days = ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"];
    const [from, second, third, to] = days.map((day) => `${day}T08:00:00.000Z`);
    for (const dueAt of [from, second, third, to]) {
      await occurrences.miss({ scheduleId: "weekly", dueAt: String(dueAt) }, "Stopped.");
    }
    const found = await occurrences.between("weekly", new Date(from ?? 0), new Date(to ?? 0));
    expect(found.map(({ dueAt }) => dueAt)).toEqual([from, second, third]);
  });
});
