/** How an operator deals postings over files says where figures come from, and nothing about the figures. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPortfolio } from "../../../src/portfolio/load.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";
import { REPORT_TYPES } from "../../../src/reports/registry.ts";
import type { Metric, Report } from "../../../src/reports/report.ts";
import { compose, sample } from "./sample.ts";

const HEADER = "date,entity,account,amount,counterparty,memo";
/** Money in and money out of an account that the chart does not know: together it is 200. */
const REFUND = ["2026-10-07,jada,9998,900.00,,", "2026-10-09,jada,9998,-700.00,,"];

/** Rows by the file they stand in. */
type Files = Readonly<Record<string, readonly string[]>>;

let dir: string;
let rows: readonly string[];
/** What each report tells of all postings in one file. */
let expected: readonly unknown[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "split-"));
  await cp("portfolio", dir, { recursive: true });
  const ledger = join(dir, "ledger");
  const names = (await readdir(ledger)).filter((name) => name.endsWith(".csv"));
  const texts = await Promise.all(names.map((name) => readFile(join(ledger, name), "utf8")));
  rows = [...texts.flatMap((text) => text.trim().split(/\r?\n/u).slice(1)), ...REFUND];
  expected = reportsOf(await loadWith({ "all.csv": rows }));
});
afterAll(() => rm(dir, { recursive: true }));

/** The sample with these files in place of its ledger's. */
async function loadWith(files: Files): Promise<Portfolio> {
  const ledger = join(dir, "ledger");
  const old = (await readdir(ledger)).filter((name) => name.endsWith(".csv"));
  await Promise.all(old.map((name) => rm(join(ledger, name))));
  for (const [name, lines] of Object.entries(files))
    await writeFile(join(ledger, name), `${[HEADER, ...lines].join("\n")}\n`);
  return await loadPortfolio(dir, { reportTypes: REPORT_TYPES });
}

/** Deals the rows over files; `deal` begins anew when it is used up. */
function dealt(deal: readonly number[]): Files {
  const files: Record<string, string[]> = {};
  for (const [index, row] of rows.entries()) {
    const name = `part-${deal[index % deal.length]}.csv`;
    files[name] = [...(files[name] ?? []), row];
  }
  return files;
}

/** All that is told, without where it stands. */
function told({ sources: _, metrics, ...report }: Report): unknown {
  const figures = metrics.map(({ sources: _, ...figure }) => figure);
  const text = JSON.stringify({ ...report, figures });
  return JSON.parse(
    text
      .replaceAll(/first used at ledger\/\S+ line \d+/gu, "first used somewhere")
      .replaceAll(/in \d+ exported files?/gu, "in exported files"),
  );
}

function reportsOf(portfolio: Portfolio): readonly unknown[] {
  return REPORT_TYPES.map((type) => told(compose(type, portfolio)));
}

/** The postings' files and days among some sources, in order. */
function postingsOf({ sources }: Pick<Metric, "sources">): readonly string[] {
  return sources
    .filter(({ file }) => file.endsWith(".csv"))
    .map(({ file, asOf }) => `${file} ${asOf}`)
    .sort();
}

/** The day of the last posting to each account of an entity in each month of each file, as the rows themselves say it. */
function lastPostings(files: Files, isIn: (month: string) => boolean): readonly string[] {
  const { reportingDate = "" } = sample.settings;
  const last = new Map<string, { readonly name: string; readonly day: string }>();
  for (const [name, lines] of Object.entries(files))
    for (const line of lines) {
      const [day = "", entity, account] = line.split(",");
      const month = day.slice(0, 7);
      if (day > reportingDate || !isIn(month)) continue;
      const key = JSON.stringify([name, month, entity, account]);
      if (day > (last.get(key)?.day ?? "")) last.set(key, { name, day });
    }
  return [...last.values()].map(({ name, day }) => `ledger/${name} ${day}`).sort();
}

function metric({ metrics }: Report, id: string): Metric {
  const found = metrics.find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
}

const deals = fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 60 });

describe("postings dealt over any number of files", () => {
  it("give the same reports, and each file is named with the days of its own last postings", async () => {
    await fc.assert(
      fc.asyncProperty(deals, async (deal) => {
        const files = dealt(deal);
        const split = await loadWith(files);

        expect(reportsOf(split)).toEqual(expected);
        const [cfo, accounting] = [compose("cfo", split), compose("accounting", split)];
        const lately = (month: string) => month === "2026-09" || month === "2026-10";
        expect(postingsOf(metric(accounting, "ledger-coverage"))).toEqual(
          lastPostings(files, () => true),
        );
        expect(postingsOf(metric(cfo, "burn"))).toEqual(lastPostings(files, lately));
        const names = Object.keys(files).map((name) => `ledger/${name}`);
        for (const { sources } of [cfo, accounting])
          expect(sources.map(({ file }) => file)).toEqual(expect.arrayContaining(names));
        const count = Object.keys(files).length;
        expect(JSON.stringify(accounting)).toContain(
          `in ${count} exported ${count === 1 ? "file" : "files"}`,
        );
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe("a bank's export and a card's", () => {
  it("are both named, and the one that ends early is as old as it is", async () => {
    const [older, october] = [false, true].map((is) =>
      rows.filter((row) => row.startsWith("2026-10") === is),
    );
    const files = {
      "2025-2026.csv": older ?? [],
      "a-bank.csv": (october ?? []).filter((row) => row < "2026-10-06"),
      "z-card.csv": (october ?? []).filter((row) => row >= "2026-10-06"),
    };
    const burn = metric(compose("cfo", await loadWith(files)), "burn");

    const newest = (file: string) =>
      burn.sources
        .filter((source) => source.file === file)
        .map(({ asOf }) => asOf)
        .sort()
        .at(-1);
    expect(newest("ledger/a-bank.csv")).toBe("2026-10-05");
    expect(newest("ledger/z-card.csv")).toBe("2026-10-30");
  });
});
