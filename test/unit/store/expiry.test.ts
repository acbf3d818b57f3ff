import fc from "fast-check";
import { expect, it } from "vitest";
import type { Dispatch } from "../../../src/dispatch/dispatch.ts";
import { addressesExpireAt, epochSeconds, expiryOf, isExpired } from "../../../src/store/expiry.ts";
import { anyDraft } from "./records.ts";

const AT = new Date("2026-10-31T16:00:00.999Z");
const SECONDS = Math.floor(AT.getTime() / 1000);
const DAY = 24 * 3600;

it("is told in whole seconds", () => {
  expect(epochSeconds(AT)).toBe(SECONDS);
});

it("is over with the second itself", () => {
  expect(isExpired({ expires_at: SECONDS }, AT)).toBe(true);
  expect(isExpired({ expires_at: SECONDS + 1 }, AT)).toBe(false);
  expect(isExpired({}, AT)).toBe(false);
  expect(isExpired({ expires_at: "0" }, AT)).toBe(false);
});

it("counts days from the draft; without any on record, those of the standard", () => {
  const generatedAt = AT.toISOString();
  const retention = { mail: 1, addresses: 2, record: 3 };
  const after = (days: number) => SECONDS + days * DAY;
  expect(expiryOf({ generatedAt, retention })).toStrictEqual({
    mail: after(1),
    addresses: after(2),
    record: after(3),
  });
  expect(expiryOf({ generatedAt })).toStrictEqual({
    mail: after(90),
    addresses: after(30),
    record: after(400),
  });
});

it("of addresses counts from what happens now", () => {
  const [dispatch] = fc.sample(anyDraft, 1) as [Dispatch];
  const retention = { mail: 1, addresses: 2, record: 3 };
  expect(addressesExpireAt({ ...dispatch, retention }, AT)).toBe(SECONDS + 2 * DAY);
});
