import fc from "fast-check";
import { afterAll, beforeAll, it } from "vitest";
import type { Settings } from "../../src/portfolio/portfolio.ts";
import { createPortfolioSource } from "../../src/portfolio/source.ts";
import { REPORT_TYPES } from "../../src/reports/registry.ts";
import {
  answer,
  begin,
  type Command,
  commands,
  crash,
  crashAt,
  decide,
  expire,
  takeUp,
  work,
} from "../support/dispatch-model/commands.ts";
import { examineEnd, type Model } from "../support/dispatch-model/examine.ts";
import { createDispatchWorld } from "../support/dispatch-world.ts";
import { startTestTable, type TestTable } from "../support/store.ts";
import { createTestClock } from "../support/test-clock.ts";

/**
 * Any order of what people, processes, the mail service and time can do to a dispatch, on a real table. After each
 * step the record has to agree with what the mail service knows; at the end nothing may be stuck.
 */
let table: TestTable;
let settings: Settings;
beforeAll(async () => {
  table = await startTestTable();
  const files = { reportTypes: REPORT_TYPES, clock: createTestClock() };
  settings = await createPortfolioSource("portfolio", files).loadSettings();
});
afterAll(() => table.stop());

const PEOPLE = 3;

async function play(steps: Iterable<Command>): Promise<void> {
  const model: Model = { seen: new Map(), again: new Map(), expired: false };
  const world = await createDispatchWorld(table, settings, PEOPLE);
  await fc.asyncModelRun(() => ({ model, real: world }), steps);
  await examineEnd(model, world);
}

const KNOWN: readonly (readonly [string, readonly Command[]])[] = [
  ["an answer comes after its claim was given up", [begin, expire(1), answer("accept", 0, false)]],
  ["a process dies between a claim and its call", [crashAt(0, 4, true), begin, expire(1)]],
  ["the mail was taken, and the process dies", [begin, crash(0), answer("lost", 0, true)]],
  ["two decide at the same time", [decide("reject", 0), decide("approve", 1)]],
  [
    "somebody has uncertain ones sent again, and the first answer comes after all",
    [begin, expire(1), takeUp("again", 0), answer("accept", 0, false), answer("accept", 0, false)],
  ],
  [
    "a process dies when it takes up what failed",
    [
      begin,
      answer("reject", 0, false),
      answer("accept", 0, false),
      answer("accept", 0, false),
      crashAt(1, 7, true),
      takeUp("retry", 1),
      work("recover", 0),
    ],
  ],
  [
    "two take it up at the same time",
    [begin, crash(0), expire(1), takeUp("mark", 0), takeUp("again", 1)],
  ],
  ["the approval is the last thing a process does", [crashAt(0, 2, true), decide("approve", 0)]],
];

it.each(KNOWN)("%s", async (_, steps) => await play(steps), 60_000);

it("whatever happens in whatever order: nothing is sent twice, stuck or left out of the record", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 30 }), play),
    // On a slow machine fewer orders are tried.
    { numRuns: 40, interruptAfterTimeLimit: 25_000 },
  );
}, 120_000);
