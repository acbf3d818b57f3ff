import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatFault } from "../../../src/errors.ts";
import { placeOfValue } from "../../../src/portfolio/csv/place.ts";
import { type CsvRecord, readCsv } from "../../../src/portfolio/csv/read-csv.ts";

async function read(text: string, delimiter = ",") {
  const dir = await mkdtemp(join(tmpdir(), "csv-"));
  try {
    await writeFile(join(dir, "a.csv"), text);
    const records: CsvRecord[] = [];
    const faults = await readCsv({ dir, file: "a.csv", delimiter }, (record) => {
      records.push(record);
    });
    return { records, faults: faults.map(formatFault) };
  } finally {
    await rm(dir, { recursive: true });
  }
}

describe("readCsv", () => {
  it("gives every value as it was written, and knows where it stands", async () => {
    const pieces = fc.constantFrom("a", "é", "€", '"', ",", ";", "\n", "\r\n", "\r", " ", "-");
    const value = fc.array(pieces, { maxLength: 5 }).map((parts) => parts.join(""));
    const table = fc.array(fc.array(value, { minLength: 1, maxLength: 4 }), { maxLength: 5 });
    const style = fc.record({
      delimiter: fc.constantFrom(",", ";"),
      lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
      mark: fc.constantFrom("", "\ufeff"),
    });
    await fc.assert(
      fc.asyncProperty(table, style, async (rows, { delimiter, lineEnd, mark }) => {
        let text = "";
        const places: unknown[] = [];
        for (const row of rows) {
          for (const [index, it] of row.entries()) {
            if (index > 0) text += delimiter;
            places.push([it, endOf(text)]);
            text += `"${it.replaceAll('"', '""')}"`;
          }
          text += lineEnd;
        }

        const { records, faults } = await read(mark + text, delimiter);

        expect(faults).toEqual([]);
        const found = records.flatMap(({ values, raw, line }) =>
          values.map((it, index) => [it, placeOfValue(raw, line, delimiter, index)]),
        );
        expect(found).toEqual(places);
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  it("reads nothing from an empty file", async () => {
    expect(await read("")).toEqual({ records: [], faults: [] });
    expect(await read("\ufeff")).toEqual({ records: [], faults: [] });
  });

  it("says that a file is missing, or is a folder", async () => {
    const ignore = () => undefined;
    const missing = await readCsv({ dir: tmpdir(), file: "no-such.csv", delimiter: "," }, ignore);
    const folder = await readCsv({ dir: tmpdir(), file: ".", delimiter: "," }, ignore);

    expect(missing.map(formatFault)).toEqual([
      "no-such.csv:1:1: is missing, expected it in the portfolio's folder",
    ]);
    expect(folder.map(formatFault)).toEqual([".:1:1: is a folder, expected a file"]);
  });

  it("gives up on a quote that takes in a million characters, not the whole file", async () => {
    const { records, faults } = await read(`a,b\n1,"${"x".repeat(1_100_000)}"\n2,3\n`);

    expect(records).toHaveLength(1);
    expect(faults).toEqual([
      "a.csv:2:3: has a quote that is never closed; the file was read up to here",
    ]);
  });
});

/** Line and column, from 1, of what is written next. */
function endOf(text: string) {
  const lines = text.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}
