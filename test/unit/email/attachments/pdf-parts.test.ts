import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fitColumns } from "../../../../src/email/attachments/pdf-column-widths.ts";
import { pageFor } from "../../../../src/email/attachments/pdf-page.ts";
import { INK, textColourOf } from "../../../../src/email/attachments/pdf-palette.ts";
import { createPrintable } from "../../../../src/email/attachments/pdf-text.ts";
import { loadRoboto } from "../../../../src/email/fonts/roboto.ts";

const fonts = await loadRoboto();

describe("paper", () => {
  it.each([
    ["en-US", "LETTER"],
    ["fr-CA", "LETTER"],
    ["en", "LETTER"],
    ["en-GB", "A4"],
    ["de", "A4"],
    ["ja-JP", "A4"],
  ])("for %s is %s", (locale, size) => {
    expect(pageFor(locale, "portrait").size).toBe(size);
  });
});

describe("text on paper", () => {
  const printable = createPrintable(fonts.regular);

  it.each([
    ["Größe, Ωμέγα, Москва – 1 234 €", "Größe, Ωμέγα, Москва – 1 234 €"],
    ["1\u202F234", "1\u00A0234"],
    ["Sailo → GetMyBoat ✓", "Sailo › GetMyBoat √"],
    ["👩‍👩‍👧‍👦 and 日本", "� and ��"],
    ["e\u0301", "é"],
    ["☎️", "�"],
  ])("%s is drawn as %s", (written, drawn) => {
    expect(printable(written)).toBe(drawn);
  });
});

it("takes widths from the font", () => {
  // Advance widths of Roboto Regular are 1150 for a digit and 561 for `i`, of 2048.
  expect(fonts.regular.widthOf("1i")).toBeCloseTo((1150 + 498) / 2048, 2);
});

describe("an accent on white paper", () => {
  it.each([
    ["#1d4f91", "#1d4f91"],
    ["#ffd400", INK],
    ["#767676", "#767676"],
    ["#777777", INK],
    ["not a colour", INK],
  ])("%s writes in %s", (accent, colour) => {
    expect(textColourOf(accent)).toBe(colour);
  });
});

describe("columns", () => {
  const text = (label: string, ...cells: string[]) => ({ label, figures: false, cells });
  const figures = (label: string, ...cells: string[]) => ({ label, figures: true, cells });

  it("fill the room and keep every figure whole", () => {
    const columns = [
      text("Job", "A rather long description of a job ".repeat(8)),
      figures("Cost", "1,234,567.00"),
    ];
    const fitted = fitColumns(columns, fonts.medium, 300);
    const [first = 0, second = 0] = fitted?.widths ?? [];
    expect(first + second).toBeCloseTo(300 - 12, 5);
    expect(second).toBeGreaterThan(fonts.medium.widthOf("1,234,567.00") * 9);
  });

  it("get smaller type before they are given up", () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => figures("Cost", "1,234.00"));
    expect(fitColumns(many(6), fonts.medium, 400)?.fontSize).toBe(9);
    expect(fitColumns(many(9), fonts.medium, 400)?.fontSize).toBe(8);
    expect(fitColumns(many(10), fonts.medium, 400)?.fontSize).toBe(7);
    expect(fitColumns(many(20), fonts.medium, 400)).toBeUndefined();
  });
});

it("loads the heavy libraries when they are first needed, not before", () => {
  const folder = join(import.meta.dirname, "../../../../src/email/attachments");
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const imports = sources.flatMap((source) => source.match(/^import\s(?!type\b)[^;]*;/gmu) ?? []);
  expect(imports.length).toBeGreaterThan(20);
  expect(imports.filter((line) => /"(pdfmake|write-excel-file)/u.test(line))).toEqual([]);
});
