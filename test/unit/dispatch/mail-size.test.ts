import { expect, it } from "vitest";
import { isTooLarge, largestAttachment } from "../../../src/dispatch/mail-size.ts";
import { mailFacts } from "../commands/samples.ts";

it("SES takes ten megabytes, and not a byte more", () => {
  expect(isTooLarge({ mail: mailFacts({ bytes: 10_485_760 }) })).toBe(false);
  expect(isTooLarge({ mail: mailFacts({ bytes: 10_485_761 }) })).toBe(true);
});

it("the largest attachment is the one whose absence helps most; of equal ones the first", () => {
  const attachments = [
    { name: "a", bytes: 1 },
    { name: "b", bytes: 10 },
    { name: "c", bytes: 10 },
    { name: "d", bytes: 2 },
  ];
  expect(largestAttachment(mailFacts({ attachments }))).toBe("b");
  expect(largestAttachment(mailFacts())).toBeUndefined();
});
