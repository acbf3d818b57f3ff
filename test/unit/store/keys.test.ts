import { ulid } from "ulid";
import { expect, it } from "vitest";
import {
  artifactKey,
  budgetKey,
  deliveryKey,
  digestKey,
  dispatchIdIn,
  envelopeKey,
  headKey,
  historyKey,
  homeViewerKey,
  missedKey,
  monthPartition,
  occurrenceKey,
  onceKey,
  partsPartition,
  recipientHashIn,
  roleChangeKey,
  scheduleKey,
  suppressionKey,
  unshownKey,
  unsubscribedKey,
} from "../../../src/store/keys.ts";

const ID = ulid(Date.parse("2026-10-31T16:00:00.000Z"), () => 0.5);

/** What is written today is read by every version to come: these stand in docs/data.md. */
it.each([
  ["the head of a dispatch", headKey(ID), "reports#2026-10", ID],
  [
    "a delivery",
    deliveryKey({ dispatchId: ID, kind: "recipient", recipientHash: "5f" }),
    `dispatch#${ID}`,
    "delivery#5f",
  ],
  [
    "an audit copy",
    deliveryKey({ dispatchId: ID, kind: "audit", recipientHash: "5f" }),
    `dispatch#${ID}`,
    "audit#5f",
  ],
  ["a chunk of a mail", artifactKey(ID, 12), `dispatch#${ID}`, "artifact#0012"],
  ["an envelope", envelopeKey(ID), `dispatch#${ID}`, "envelope"],
  ["what is done once", onceKey("told#1"), "once#told#1", "claim"],
  ["the budget", budgetKey("eu-west-1"), "throttle#eu-west-1", "budget"],
  ["the day's count", historyKey("eu-west-1"), "throttle#eu-west-1", "history"],
  ["a suppression", suppressionKey("5f"), "suppressions", "5f"],
  ["a change of roles", roleChangeKey(7), "roles", "change#00000007"],
  ["what somebody missed", missedKey("U1", ID), "missed#U1", ID],
  ["an unsubscription", unsubscribedKey("5f", "cto"), "unsubscribed#5f", "cto"],
  ["a schedule", scheduleKey("monthly"), "schedules", "monthly"],
  [
    "an occurrence",
    occurrenceKey("monthly", "2026-10-31T16:00:00.000Z"),
    "schedule#monthly",
    "occurrence#2026-10-31T16:00:00.000Z",
  ],
  ["what is not shown yet", unshownKey("m"), "unshown", "m"],
  ["a digest", digestKey("2026-10-31"), "digests", "2026-10-31"],
  ["whoever looks at Home", homeViewerKey("U1"), "home", "U1"],
])("%s has the key that is documented", (_, key, partition, sort) => {
  expect(key).toStrictEqual({ dashboard_id: partition, task_id: sort });
});

it("tells ids of dispatches from other words", () => {
  for (const id of ["", "cto", `${ID}A`, ID.slice(1), ID.replace("0", "U")]) {
    expect(headKey(id)).toBeUndefined();
  }
});

it("counts months in UTC", () => {
  expect(monthPartition(new Date("2026-10-31T23:59:59.999Z"))).toBe("reports#2026-10");
  expect(monthPartition(new Date("2026-11-01T00:00:00.000Z"))).toBe("reports#2026-11");
});

it("finds the name in a key again", () => {
  expect(dispatchIdIn(partsPartition(ID))).toBe(ID);
  expect(recipientHashIn("delivery#5f")).toBe("5f");
  expect(recipientHashIn("audit#5f")).toBe("5f");
});
