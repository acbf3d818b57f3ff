import { describe, expect, it } from "vitest";
import type { Reopening } from "../../../src/dispatch/dispatch.ts";
import { assertRoom } from "../../../src/dispatch/reopening-room.ts";
import { NothingToSendError } from "../../../src/errors.ts";

const reopening = (mails: number): Reopening => ({
  kind: "retry",
  by: "U1",
  at: "2026-10-31T12:00:00.000Z",
  deliveries: Array.from({ length: mails }, (_, n) => `recipient-${n}`),
});

describe("the room for mails that are taken up again", () => {
  it("is that of all times together", () => {
    expect(() => assertRoom([reopening(3_000)])).not.toThrow();
    expect(() => assertRoom([reopening(1_000), reopening(1_000), reopening(1_000)])).not.toThrow();
    expect(() => assertRoom([reopening(1_000), reopening(2_001)])).toThrow(NothingToSendError);
  });

  it("is told where it is not enough, with what helps", () => {
    const refused = () => assertRoom([reopening(3_001)]);
    expect(refused).toThrow(
      expect.objectContaining({
        message:
          "Nothing was sent again: with this the report would have been taken up again for 3001 mails, and its record holds 3000.",
        hint: "Ask for the report again, for those alone who did not get it.",
      }),
    );
  });
});
