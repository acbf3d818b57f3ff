import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Follows docs/add-a-report.md in a copy of the project, with the very text of the page. */
let copy: string;
let blocks: readonly string[];
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "add-a-report-"));
  const parts = ["src", "templates", "portfolio", "bin", "package.json", "tsconfig.json", "demo"];
  await Promise.all(parts.map((part) => cp(part, join(copy, part), { recursive: true })));
  await symlink(resolve("node_modules"), join(copy, "node_modules"), "junction");
  const page = await readFile("docs/add-a-report.md", "utf8");
  blocks = [...page.matchAll(/```\w*\n(.*?)```/gs)].map(([, text = ""]) => text);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(copy, file);
  const before = await readFile(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

describe("the walk through adding a report", () => {
  it("ends in a report that can be looked at", async () => {
    const [definition = "", importLine = "", listLine = "", audience = "", command = ""] = blocks;
    await writeFile(join(copy, "src/reports/definitions/idle.ts"), definition);
    await edit("src/reports/registry.ts", (text) =>
      text
        .replace(/^import .*definitions\/.*\n/m, (first) => `${importLine}${first}`)
        .replace(/(REPORTS: readonly ReportDefinition\[\] = \[)/, `$1\n${listLine}`),
    );
    await edit("portfolio/settings.yml", (text) =>
      text.replace(/^audiences:\n/m, `audiences:\n${audience}`),
    );

    const [, ...words] = command.trim().split(/ -- /);
    const args = ["bin/exec-report.mjs", "report", ...words.join(" ").split(" ")];
    const printed = execFileSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
    expect(printed.trim().split("\n")).toEqual(
      ["idle.html", "idle.txt", "idle.eml", "idle-files/logo.png"].map((file) => join("out", file)),
    );
    const text = await readFile(join(copy, "out/idle.txt"), "utf8");
    expect(text).toMatch(/\d+ assets of \d+ lie idle\./);
    expect(text).toContain("Idle assets");
    expect(text).toContain("Photo and drone library");
  });

  it("passes the type checker", () => {
    const tsc = resolve("node_modules/.bin/tsc");
    execFileSync(tsc, ["--noEmit", "-p", "."], { cwd: copy, stdio: "pipe" });
  });
});
