import { describe, expect, it } from "vitest";
import type { Parking } from "../../../src/dispatch/dispatch.ts";
import type { Throttle } from "../../../src/dispatch/mail-ports.ts";
import { createPass } from "../../../src/dispatch/pass.ts";

const PARKED: Parking = { because: "quota", reason: "Used up." };

/** Leave from outside the product: what it grants, and what is given back. */
function createGate() {
  const gate = {
    asked: [] as number[],
    returned: [] as number[],
    parking: undefined as Parking | undefined,
    turns: [] as number[],
    isMissed: false,
    fails: false,
    isOver: false,
  };
  const throttle: Pick<Throttle, "acquire" | "giveBack"> = {
    async acquire(recipients) {
      gate.asked.push(recipients);
      if (gate.isOver) return undefined;
      const takeTurn = async () => {
        if (!gate.isMissed) gate.turns.push(recipients);
        return !gate.isMissed;
      };
      return gate.parking ?? { takeTurn };
    },
    async giveBack(recipients) {
      gate.returned.push(recipients);
      if (gate.fails) throw new Error("the table does not answer");
    },
  };
  return { gate, pass: createPass(throttle as Throttle) };
}

const going = new AbortController().signal;

describe("leave to call the mail service", () => {
  it("is asked for before each call, and spent by it", async () => {
    const { gate, pass } = createGate();
    for (let mail = 0; mail < 2; mail += 1) {
      expect(await pass.obtain(1, going)).toBeUndefined();
      await pass.spend(going);
    }
    await pass.giveBack();
    expect(gate).toMatchObject({ asked: [1, 1], turns: [1, 1], returned: [] });
  });

  it("that was not used serves the next call of as many recipients or fewer", async () => {
    const { gate, pass } = createGate();
    await pass.obtain(5, going);
    await pass.obtain(5, going);
    await pass.obtain(4, going);
    expect(gate.asked).toEqual([5]);
    await pass.spend(going);
    expect(gate).toMatchObject({ turns: [5], returned: [1] });
    await pass.obtain(6, going);
    expect(gate.asked).toEqual([5, 6]);
  });

  it("whose turn does not come goes back, all of it, and is asked for again", async () => {
    const { gate, pass } = createGate();
    gate.isMissed = true;
    await pass.obtain(5, going);
    await pass.obtain(4, going);
    expect(await pass.spend(going)).toBe(false);
    expect(gate.returned).toEqual([1, 4]);
    gate.isMissed = false;
    await pass.obtain(4, going);
    expect(await pass.spend(going)).toBe(true);
    expect(gate).toMatchObject({ asked: [5, 4], turns: [4], returned: [1, 4] });
  });

  it("that does for fewer is not enough for more", async () => {
    const { gate, pass } = createGate();
    await pass.obtain(5, going);
    await pass.obtain(6, going);
    await pass.spend(going);
    expect(gate).toMatchObject({ asked: [5, 6], turns: [6], returned: [5] });
  });

  it("goes back where it is left over, once", async () => {
    const { gate, pass } = createGate();
    await pass.obtain(3, going);
    await pass.giveBack();
    await pass.giveBack();
    expect(gate.returned).toEqual([3]);
  });

  it("is not counted where there was none", async () => {
    const { gate, pass } = createGate();
    gate.parking = PARKED;
    expect(await pass.obtain(3, going)).toBe(PARKED);
    await pass.giveBack();
    expect(gate.returned).toEqual([]);
  });

  it("is not taken by whoever stops", async () => {
    const { gate, pass } = createGate();
    gate.isOver = true;
    expect(await pass.obtain(3, AbortSignal.abort())).toBeUndefined();
    await pass.giveBack();
    expect(gate).toMatchObject({ asked: [3], returned: [] });
  });

  it("may get lost on its way back: nobody waits for that", async () => {
    const { gate, pass } = createGate();
    gate.fails = true;
    await pass.obtain(1, going);
    await expect(pass.giveBack()).resolves.toBeUndefined();
    expect(gate.returned).toEqual([1]);
  });

  it("is not needed where nothing limits", async () => {
    const pass = createPass(undefined);
    expect(await pass.obtain(1, going)).toBeUndefined();
    await expect(pass.spend(going)).resolves.toBe(true);
    await expect(pass.giveBack()).resolves.toBeUndefined();
  });
});
