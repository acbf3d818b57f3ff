import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createUsablePortfolio,
  type UsablePortfolio,
} from "../../../src/composition/usable-portfolio.ts";
import { PortfolioError } from "../../../src/errors.ts";
import { createPortfolioSource } from "../../../src/portfolio/source.ts";
import { REPORT_TYPES } from "../../../src/reports/registry.ts";

let dir: string;
let usable: UsablePortfolio;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "usable-"));
  await cp("test/fixtures/unlike-sample", dir, { recursive: true });
  usable = createUsablePortfolio(createPortfolioSource(dir, { reportTypes: REPORT_TYPES }));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(dir, file);
  const before = await readFile(path, "utf8");
  expect(before).toContain(from);
  await writeFile(path, before.replace(from, to));
}

describe("the usable portfolio", () => {
  it("is the files as they are, edit after edit", async () => {
    const first = await usable.load();
    expect(first).not.toHaveProperty("outdatedBy");
    await edit("settings.yml", "name: Nordlicht Beteiligungen", "name: Nordlicht Gruppe");
    expect((await usable.load()).portfolio.settings.name).toBe("Nordlicht Gruppe");
    expect((await usable.loadSettings()).name).toBe("Nordlicht Gruppe");
  });

  it("stays the last valid one while an edit is wrong, and says why", async () => {
    const { portfolio } = await usable.load();
    await edit("entities/verlag.yml", "kind: operating", "kind: asleep");
    const now = await usable.load();
    expect(now.portfolio).toBe(portfolio);
    expect(now.outdatedBy?.faults).toMatchObject([{ file: "entities/verlag.yml", path: "kind" }]);
  });

  it("does not bring a withdrawn right back", async () => {
    await usable.load();
    await usable.loadSettings();
    await edit("entities/verlag.yml", "kind: operating", "kind: asleep");
    await edit("settings.yml", "admin: [U01ADMIN]", "admin: []");
    expect((await usable.loadSettings()).roles.admin).toEqual([]);
    await edit("settings.yml", "currency: EUR", "currency: Taler");
    expect((await usable.loadSettings()).roles.admin).toEqual([]);
  });

  it("is refused while it was never valid", async () => {
    await edit("settings.yml", "currency: EUR", "currency: Taler");
    await expect(usable.load()).rejects.toThrow(PortfolioError);
    await expect(usable.loadSettings()).rejects.toThrow(PortfolioError);
  });
});
