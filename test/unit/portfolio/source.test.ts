import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PortfolioError } from "../../../src/errors.ts";
import { createPortfolioSource, type PortfolioSource } from "../../../src/portfolio/source.ts";
import { entity, reportTypes, settings, valid } from "./portfolio-files.ts";

const jobs =
  "number,entity,stage,lost,inquired,promised,completed,truck,hours,revenue,cost,disposal_fee\n";

let dir: string;
let now: Date;
let source: PortfolioSource;

async function write(file: string, content: string): Promise<void> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), content);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "portfolio-"));
  now = new Date("2026-10-31T12:00:00Z");
  for (const [file, content] of Object.entries(valid)) await write(file, content);
  source = createPortfolioSource(dir, { reportTypes, clock: { now: () => now } });
});

afterEach(() => rm(dir, { recursive: true }));

const failure = () => source.load().catch((error: unknown) => error);

describe("a portfolio's source", () => {
  it("gives the same object while nothing changes", async () => {
    expect(source.lastValid()).toBeUndefined();
    const first = await source.load();

    expect(await source.load()).toBe(first);
    expect(source.lastValid()).toBe(first);
  });

  it("reads once for calls at the same time", async () => {
    const [one, other] = await Promise.all([source.load(), source.load()]);

    expect(one).toBe(other);
  });

  it.each([
    ["an edit", () => write("entities/one.yml", entity.replace("name: One", "name: Two"))],
    ["an edit of the same length", () => write("settings.yml", settings.replace("Test", "Best"))],
    ["a new file", () => write("jobs.csv", jobs)],
    ["a new folder", () => write("handoffs/read.me", "")],
    ["a file that goes", () => rm(join(dir, "entities/one.yml"))],
    ["a new name", () => rename(join(dir, "entities/one.yml"), join(dir, "entities/two.yml"))],
    ["a new time", () => utimes(join(dir, "settings.yml"), 1, 1)],
  ])("notices %s", async (_, change) => {
    const before = await source.load();
    await change();

    const after = await source.load();

    expect(after).not.toBe(before);
    expect(source.lastValid()).toBe(after);
  });

  it("counts a posting from its own day on", async () => {
    await write(
      "ledger/a.csv",
      "date,entity,account,amount\n2026-10-31,one,4100,1\n2026-11-01,one,4100,2\n",
    );
    const minor = async () => (await source.load()).ledger?.cells.map((cell) => cell.minor);
    expect(await minor()).toEqual([100]);

    now = new Date("2026-11-01T12:00:00Z");

    expect(await minor()).toEqual([100, 200]);
  });

  it("notices no hidden file", async () => {
    const before = await source.load();
    await write(".git/index", "x");

    expect(await source.load()).toBe(before);
  });

  it("refuses faulty files, keeps the last valid portfolio, and takes mended ones", async () => {
    const before = await source.load();
    await write("settings.yml", settings.replace("USD", "XXL"));
    const first = await failure();

    expect(first).toBeInstanceOf(PortfolioError);
    expect(source.lastValid()).toBe(before);
    expect(await failure()).toBe(first);
    await expect(source.loadSettings()).rejects.toBeInstanceOf(PortfolioError);

    await write("settings.yml", settings);
    expect(await source.load()).toEqual(before);
    expect((await source.loadSettings()).currency).toBe("USD");
  });

  it("reads faulty files again after a minute, as a disk mends by itself", async () => {
    await write("settings.yml", settings.replace("USD", "XXL"));
    const first = await failure();

    now = new Date(now.getTime() + 59_999);
    expect(await failure()).toBe(first);
    now = new Date(now.getTime() + 1);
    expect(await failure()).not.toBe(first);
  });

  it("gives settings whatever the other files are like", async () => {
    await write("entities/one.yml", "{");

    expect((await source.loadSettings()).name).toBe("Test");
  });

  it("takes a new day, where the portfolio is, for a change", async () => {
    await write("jobs.csv", `${jobs}J-1,one,inquiry,no,2026-11-01,,,,,,,\n`);
    expect((await source.load()).jobs?.[0]?.source.asOf).toBe("2026-10-31");

    // 23:59 in Los Angeles, then midnight.
    now = new Date("2026-11-01T06:59:00Z");
    expect((await source.load()).jobs?.[0]?.source.asOf).toBe("2026-10-31");
    now = new Date("2026-11-01T07:00:00Z");
    expect((await source.load()).jobs?.[0]?.source.asOf).toBe("2026-11-01");
  });

  it("says that there is no folder", async () => {
    source = createPortfolioSource(join(dir, "none"), { reportTypes });

    expect(await failure()).toBeInstanceOf(PortfolioError);
  });
});
