import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { portfolio } from "../../../src/cli/portfolio.ts";
import { buildJsonSchemas, JSON_SCHEMAS } from "../../../src/portfolio/json-schema.ts";

let dir: string;
let printed: string[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "portfolio-cli-"));
  printed = [];
  const print = (text: unknown) => void printed.push(...String(text).split("\n"));
  vi.spyOn(console, "log").mockImplementation(print);
  vi.spyOn(console, "error").mockImplementation(print);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(dir, { recursive: true, force: true });
});

describe("npm run portfolio -- init", () => {
  it("writes files that are valid as they are", async () => {
    const fresh = join(dir, "mine");
    expect(await portfolio(["init", fresh], "nowhere")).toBe(0);
    expect(await portfolio(["check", fresh], "nowhere")).toBe(0);
    expect(printed).toContain("My portfolio is valid:");
    const settings = await readFile(join(fresh, "settings.yml"), "utf8");
    const [, schema = ""] = /\$schema=(\S+)/.exec(settings) ?? [];
    expect(JSON.parse(await readFile(join(fresh, schema), "utf8"))).toEqual(
      JSON.parse(JSON.stringify(buildJsonSchemas().settings)),
    );
  });

  it("writes over nothing", async () => {
    await writeFile(join(dir, "settings.yml"), "mine");
    await expect(portfolio(["init", dir], "nowhere")).rejects.toThrow("is not empty");
    expect(await readFile(join(dir, "settings.yml"), "utf8")).toBe("mine");
  });
});

describe("npm run portfolio -- check", () => {
  it("says what there is in the sample, which is checked where nothing is named", async () => {
    expect(await portfolio(["check"], "portfolio")).toBe(0);
    expect(printed).toContain("Harbor Portfolio is valid:");
    expect(printed).toContain("  entities: 7");
  });

  it("says how many postings wait for their day", async () => {
    const mine = join(dir, "mine");
    await cp("portfolio", mine, { recursive: true });
    const settings = join(mine, "settings.yml");
    const pinned = await readFile(settings, "utf8");
    await writeFile(
      settings,
      pinned.replace("reporting_date: 2026-10-31", "reporting_date: 2026-10-12"),
    );
    expect(await portfolio(["check", mine], "nowhere")).toBe(0);
    expect(printed.find((line) => line.includes("ledger:"))).toMatch(
      /^ {2}ledger: \d+ postings from 2025-10-\d\d to 2026-10-(0\d|1[0-2]); \d+ of later days not counted yet$/,
    );
  });

  it("lists every fault, and counts them", async () => {
    await portfolio(["init", join(dir, "mine")], "nowhere");
    const file = join(dir, "mine", "settings.yml");
    const before = await readFile(file, "utf8");
    await writeFile(
      file,
      before.replace("currency: USD", "currency: Taler").replace("U0REPLACEME", "me"),
    );
    expect(await portfolio(["check", join(dir, "mine")], "nowhere")).toBe(1);
    expect(printed.filter((line) => /^settings\.yml:\d+:\d+ /.test(line))).toHaveLength(2);
    expect(printed.at(-1)).toBe("2 faults");
  });

  it.each([[[]], [["init"]], [["mend"]]])("explains itself for %j", async (args) => {
    await expect(portfolio(args, "portfolio")).rejects.toMatchObject({ code: "usage" });
  });
});

describe("the JSON schemas", () => {
  it("beside the sample are the ones the program checks by", async () => {
    for (const name of JSON_SCHEMAS) {
      const file = await readFile(join("portfolio", ".schema", `${name}.json`), "utf8");
      expect(JSON.parse(file)).toEqual(JSON.parse(JSON.stringify(buildJsonSchemas()[name])));
    }
  });

  it("know the fields and the choices, and nothing that people do not write", () => {
    const text = JSON.stringify(buildJsonSchemas());
    for (const word of ["time_zone", "vulnerabilities", '"critical","high","medium","low"']) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain("$source");
  });
});
