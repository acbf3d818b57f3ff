import { expect, it } from "vitest";
import { createHold } from "../../../src/dispatch/hold.ts";
import { createTestClock } from "../../support/test-clock.ts";

const START = "2026-10-31T16:00:00.000Z";
const UNTIL = "2026-10-31T16:10:00.000Z";
const MINUTE = 60_000;

function createWorld() {
  const clock = createTestClock(START);
  const released: string[] = [];
  return { clock, released, hold: createHold(clock, (id) => released.push(id)) };
}

it("lets each leave at its own moment, once", () => {
  const { clock, released, hold } = createWorld();
  hold.keep("a", UNTIL);
  hold.keep("a", UNTIL);
  hold.keep("b", "2026-10-31T16:05:00.000Z");
  clock.advance(5 * MINUTE - 1);
  expect(released).toEqual([]);
  clock.advance(1);
  expect(released).toEqual(["b"]);
  clock.advance(5 * MINUTE);
  expect(released).toEqual(["b", "a"]);
  clock.advance(60 * MINUTE);
  expect(released).toEqual(["b", "a"]);
});

it("takes one again after it has left: whether it may go is for the record to say", () => {
  const { clock, released, hold } = createWorld();
  hold.keep("a", UNTIL);
  clock.advance(10 * MINUTE);
  hold.keep("a", "2026-10-31T16:20:00.000Z");
  clock.advance(10 * MINUTE);
  expect(released).toEqual(["a", "a"]);
});

it("lets nothing leave after its end, and may be used again", () => {
  const { clock, released, hold } = createWorld();
  hold.keep("a", UNTIL);
  hold.end();
  clock.advance(10 * MINUTE);
  expect(released).toEqual([]);
  hold.keep("a", "2026-10-31T16:20:00.000Z");
  clock.advance(10 * MINUTE);
  expect(released).toEqual(["a"]);
});
