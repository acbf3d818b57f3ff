import fc from "fast-check";
import { expect, it } from "vitest";
import type { DraftChoices } from "../../../src/dispatch/choices.ts";
import { ATTACHMENT_KINDS } from "../../../src/portfolio/portfolio.ts";
import { choicesItem, fromChoicesItem, toChoicesItem } from "../../../src/store/choices-item.ts";

const choices: fc.Arbitrary<DraftChoices> = fc.record(
  {
    period: fc.string(),
    entity: fc.string(),
    recipients: fc.array(fc.string()),
    attachments: fc.subarray([...ATTACHMENT_KINDS]),
    note: fc.string(),
    sendAt: fc.constant("2026-11-02T08:00:00.000Z"),
    approvers: fc.array(fc.string()),
  },
  { requiredKeys: [] },
);

it("choices come back from the table as they were, what was left out included", () => {
  fc.assert(
    fc.property(choices, (given) => {
      expect(fromChoicesItem(choicesItem.parse(toChoicesItem(given)))).toEqual(given);
    }),
  );
});
