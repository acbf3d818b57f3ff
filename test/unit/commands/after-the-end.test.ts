import { describe, expect, it } from "vitest";
import { buildDetails } from "../../../src/commands/messages/details.ts";
import { buildDispatchStatus } from "../../../src/commands/messages/dispatch-status.ts";
import { buildHistory } from "../../../src/commands/messages/history.ts";
import { assertSlackTakes, largestEntry } from "./samples.ts";

/** Worst in length after escaping, in width, and in the middle of a cut. */
const UNITS = ["x", "&", "<", "😀", "\n", "*"];

const AT = "2026-10-31T16:00:00.000Z";

describe("what is shown after the end of a dispatch", () => {
  it.each(UNITS)("is taken by Slack at its very largest, of %j", (unit) => {
    const { dispatch, deliveries } = largestEntry("partly_sent", unit, undefined);
    const uncertain = deliveries.map((it) => ({ ...it, state: "uncertain" as const }));
    const event = { seq: 1, event: "sending", at: AT, hash: "", by: "U01ADMIN" };
    const events = Array.from({ length: 200 }, () => ({ ...event, reason: unit.repeat(400) }));
    for (const mails of [deliveries, uncertain]) {
      assertSlackTakes(buildDetails(dispatch, mails));
      assertSlackTakes(buildDispatchStatus({ dispatch, deliveries: mails, events }));
    }
    const entries = Array.from({ length: 8 }, () => ({ dispatch, deliveries }));
    const page = buildHistory({ entries, type: "cto", isLater: true, next: dispatch.id });
    assertSlackTakes(page);
    expect(page.blocks).toHaveLength(10);
  });
});
