import { describe, expect, it } from "vitest";
import { STOP_MS } from "../../src/composition/lifecycle.ts";
import { CALL_WITHIN_MS, LEASE_SECONDS, RECORD_WAITS_MS } from "../../src/dispatch/deliver.ts";
import { SES_TIMEOUTS } from "../../src/email/ses-mailer.ts";
import { PATIENCE_MS } from "../../src/store/permit.ts";
import { IN_FLIGHT_MS } from "../../src/store/quota-history.ts";
import { TABLE_CALL } from "../../src/store/table-client.ts";

/**
 * Spans of several files that must fit one another, at their longest:
 *
 *     claim ── answer ── missed turn ──┬── call to SES ── outcome written, five times ──┐
 *       └───────── CALL_WITHIN_MS ─────┘                                                │
 *       └──────────────────────────── LEASE_SECONDS ────────────────────────────────────┘
 */
const sum = (spans: readonly number[]) => spans.reduce((total, span) => total + span, 0);

const tableCall = TABLE_CALL.maxAttempts * TABLE_CALL.requestTimeout;
const mailCall = SES_TIMEOUTS.connectionTimeout + SES_TIMEOUTS.requestTimeout;
/** The last turn may be booked when patience has just not ended: the budget is read, and written. */
const missedTurn = PATIENCE_MS + 2 * tableCall;
const writingDown = (RECORD_WAITS_MS.length + 1) * tableCall + sum(RECORD_WAITS_MS);

describe("a claim", () => {
  it("holds until the outcome of the latest call that may begin under it is written down", () => {
    expect(CALL_WITHIN_MS + mailCall + writingDown).toBeLessThanOrEqual(LEASE_SECONDS * 1_000);
  });

  it("leaves time for a slow answer and a turn that was missed before it is too late to call", () => {
    expect(tableCall + missedTurn).toBeLessThanOrEqual(CALL_WITHIN_MS);
  });
});

it("a grant counts as under way until its call has ended for certain", () => {
  expect(CALL_WITHIN_MS + mailCall).toBeLessThan(IN_FLIGHT_MS);
});

it("a stop ends before supervisors kill: Kubernetes grants 30 s unless told otherwise", () => {
  expect(STOP_MS).toBeLessThan(30_000);
});
