import { describe, expect, it, vi } from "vitest";
import { dateWriter, englishOf } from "../../../src/reports/date-words.ts";
import { createFormatter } from "../../../src/reports/format.ts";
import { createMonthFormat } from "../../../src/reports/parts/month-format.ts";

/** Days in the order of the locale, words in English, amounts as the locale writes them. */
describe.each([
  ["en-US", "Oct 31, 2026", "Oct 20–29, 2026", "$1,234.50"],
  ["en-GB", "31 Oct 2026", "20–29 Oct 2026", "US$1,234.50"],
  ["de-DE", "31 Oct 2026", "20–29 Oct 2026", "1.234,50 $"],
  ["fr-CA", "31 Oct 2026", "20–29 Oct 2026", "1 234,50 $ US"],
  ["ja-JP", "31 Oct 2026", "20–29 Oct 2026", "$1,234.50"],
])("in %s", (locale, day, days, amount) => {
  const format = createFormatter({ locale, currency: "USD" });
  const spaced = (text: string) => text.replace(/\s/gu, " ");

  it("a day is written as there, its month in English", () => {
    expect(format.date("2026-10-31")).toBe(day);
    expect(format.value({ kind: "date", value: "2026-10-31" })).toBe(day);
    expect(format.dateRange("2026-10-20", "2026-10-29")).toBe(days);
  });

  it("a month is in English", () => {
    const month = createMonthFormat(locale);
    expect(month.name("2026-02")).toBe("February");
    expect(month.full("2026-02")).toBe("February 2026");
    expect(month.short("2026-02")).toBe("Feb 2026");
  });

  it("an amount is written as there", () => {
    expect(spaced(format.money(123_450))).toBe(amount);
  });
});

it.each([
  ["en-US", "Sep 20 – Oct 29, 2026", "Dec 5, 2026 – Jan 7, 2027"],
  ["de-DE", "20 Sept – 29 Oct 2026", "5 Dec 2026 – 7 Jan 2027"],
])("keeps spaces around the dash between months and years in %s", (locale, months, years) => {
  const { dateRange } = createFormatter({ locale, currency: "USD" });
  expect(dateRange("2026-09-20", "2026-10-29").replace(/\s/gu, " ")).toBe(months);
  expect(dateRange("2026-12-05", "2027-01-07").replace(/\s/gu, " ")).toBe(years);
});

it("writes the day of the files, wherever the machine stands", () => {
  for (const zone of ["America/Los_Angeles", "Pacific/Kiritimati"]) {
    vi.stubEnv("TZ", zone);
    const written = createFormatter({ locale: "en-US", currency: "USD" }).date("2026-10-31");
    vi.unstubAllEnvs();
    expect(written, zone).toBe("Oct 31, 2026");
  }
});

it("keeps to the calendar of the files where the locale has another", () => {
  for (const locale of ["th-TH", "en-TH", "fa-IR", "ar-SA", "en-US-u-ca-buddhist"]) {
    const written = dateWriter(locale, { dateStyle: "medium" }).format(new Date("2026-10-31"));
    expect(written, locale).toContain("2026");
    expect(written, locale).toContain("Oct");
  }
});

it("takes an English locale as it is", () => {
  expect(["en", "en-IE", "en-US", "pt-BR"].map(englishOf)).toEqual([
    "en",
    "en-IE",
    "en-US",
    "en-GB",
  ]);
});
