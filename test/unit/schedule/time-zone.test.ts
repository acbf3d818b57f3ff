/** What people call a time zone: by its IANA name or its city, also where the machine lists it by an older one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnknownRecurrenceError } from "../../../src/errors.ts";
import { findTimeZone } from "../../../src/schedule/time-zone.ts";

/** Hours and minutes ahead of UTC on a day of northern winter. */
function offsetOf(timeZone: string): string | undefined {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const parts = format.formatToParts(new Date("2026-12-01T12:00:00Z"));
  return parts.find(({ type }) => type === "timeZoneName")?.value;
}

describe("a time zone", () => {
  it.each([
    ["Los Angeles", "America/Los_Angeles", "GMT-08:00"],
    ["europe/berlin", "Europe/Berlin", "GMT+01:00"],
    ["utc", "UTC", "GMT+00:00"],
    ["GMT", "UTC", "GMT+00:00"],
    ["singapore", "Asia/Singapore", "GMT+08:00"],
    // The machine lists these as Calcutta, Kiev, Katmandu, Rangoon, Saigon, Godthab, Faeroe and Truk.
    ["kolkata", "Asia/Kolkata", "GMT+05:30"],
    ["Kyiv", "Europe/Kyiv", "GMT+02:00"],
    ["kathmandu", "Asia/Kathmandu", "GMT+05:45"],
    ["yangon", "Asia/Yangon", "GMT+06:30"],
    ["ho chi  minh", "Asia/Ho_Chi_Minh", "GMT+07:00"],
    ["NUUK", "America/Nuuk", "GMT-02:00"],
    ["faroe", "Atlantic/Faroe", "GMT+00:00"],
    ["chuuk", "Pacific/Chuuk", "GMT+10:00"],
    ["asia/kolkata", "Asia/Kolkata", "GMT+05:30"],
    ["argentina/salta", "America/Argentina/Salta", "GMT-03:00"],
    ["calcutta", "Asia/Calcutta", "GMT+05:30"],
    ["japan", "Asia/Tokyo", "GMT+09:00"],
  ])("%s is %s", (typed, name, offset) => {
    expect(findTimeZone(typed)).toBe(name);
    expect(offsetOf(name)).toBe(offset);
  });

  it.each([
    // What they come to elsewhere, and in summer, nobody has said.
    "est",
    "MST",
    "cet",
    "EST5EDT",
    "pst",
    // Regions of one country, and an island state with two of that name on either side of the date line.
    "west",
    "samoa",
    "atlantis",
    "",
    "/",
  ])("is not %j", (typed) => {
    expect(() => findTimeZone(typed)).toThrow(UnknownRecurrenceError);
  });

  it("that is abbreviated is asked for by a city", () => {
    try {
      findTimeZone("est");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        message: '"est" is not a time zone.',
        hint: expect.stringMatching(/abbreviation.* in New York/u),
      });
    }
  });

  it("that was found is found again by the name it was given", () => {
    const cities = Intl.supportedValuesOf("timeZone").flatMap((zone) => [
      zone,
      zone.split("/").at(-1) ?? zone,
    ]);
    const typed = fc.constantFrom(...cities, "kolkata", "kyiv", "ho chi minh", "nuuk", "utc");
    fc.assert(
      fc.property(typed, (words) => {
        const name = findTimeZone(words);
        expect(findTimeZone(name)).toBe(name);
      }),
    );
  });
});
