import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceFilesOf } from "../../../src/dispatch/source-files.ts";
import { hashFiles } from "../../../src/portfolio/file-hashes.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "hashes-"));
});
afterEach(() => rm(dir, { recursive: true }));

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const write = async (file: string, text: string) => {
  await mkdir(join(dir, file, ".."), { recursive: true });
  await writeFile(join(dir, file), text);
};

describe("the hashes of a portfolio's files", () => {
  it("are those of their bytes, of everything that is read and nothing else", async () => {
    await write("settings.yml", "a");
    await write("ledger/2026-10.csv", "b");
    await write("handoffs/note.md", "c");
    await write(".schema/settings.json", "d");
    await write("ledger/.hidden.csv", "e");
    await write("letter.docx", "f");
    expect(await hashFiles(dir)).toEqual({
      "handoffs/note.md": sha256("c"),
      "ledger/2026-10.csv": sha256("b"),
      "settings.yml": sha256("a"),
    });
    expect(await hashFiles(join(dir, "nowhere"))).toEqual({});
  });

  it("are kept for the files a report names, and for those that say how files are read", () => {
    const files = {
      "entities/jada.yml": "1",
      "entities/qdn.yml": "2",
      "ledger/2026-10.csv": "3",
      "ledger/accounts.yml": "4",
      "settings.yml": "5",
    };
    const source = { line: 1, asOf: "2026-10-31" };
    const report = { sources: [{ file: "entities/qdn.yml", ...source }] };
    expect(sourceFilesOf(report, { files })).toEqual([
      { file: "entities/qdn.yml", sha256: "2" },
      { file: "ledger/accounts.yml", sha256: "4" },
      { file: "settings.yml", sha256: "5" },
    ]);
    expect(sourceFilesOf(report, {})).toEqual([]);
  });
});
