import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeMail } from "../../../src/cli/write-mail.ts";
import type { InlineImage, MailFile } from "../../../src/dispatch/artifact.ts";
import { plainArtifact } from "../../support/plain-draft.ts";

/** The folder into which somebody has mails written may be one in which they live. */
let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "write-mail-"));
});
afterEach(() => rm(out, { recursive: true, force: true }));

const { mail, envelope } = plainArtifact([{ name: "Owner", email: "owner@example.com" }]);
const fileOf = (name: string): MailFile => ({
  name,
  contentType: "text/plain",
  content: Buffer.from(`content of ${name}`),
});
const chartOf = (name: string): InlineImage => ({
  ...fileOf(name),
  contentType: "image/png",
  cid: name,
  alt: "",
  role: "chart",
});

/** Writes a mail with these charts and files. */
const write = (charts: readonly string[], files: readonly string[]) => {
  const html = charts.map((name) => `<img src="cid:${name}">`).join("");
  const images = charts.map(chartOf);
  const attachments = files.map(fileOf);
  const date = new Date("2026-10-31T08:00:00Z");
  return writeMail({
    mail: { ...mail, html, images, attachments },
    envelope,
    date,
    out,
    name: "accounting",
  });
};
/** What is in a folder, except for what is hidden there. */
const filesIn = async (...folder: string[]) =>
  (await readdir(join(out, ...folder))).filter((name) => !name.startsWith(".")).toSorted();

it("leaves alone a folder that is called like the report", async () => {
  await mkdir(join(out, "accounting/2025"), { recursive: true });
  await writeFile(join(out, "accounting/2025/taxes.txt"), "mine");
  await write(["chart-1.png"], ["a.pdf"]);
  expect(await readFile(join(out, "accounting/2025/taxes.txt"), "utf8")).toBe("mine");
  expect(await filesIn("accounting")).toEqual(["2025"]);
});

it("writes pictures and attachments to a folder of its own, where the HTML finds them", async () => {
  const written = await write(["chart-1.png"], ["a.pdf"]);
  const beside = ["chart-1.png", "a.pdf"].map((name) => join("accounting-files", name));
  const names = ["accounting.html", "accounting.txt", "accounting.eml", ...beside];
  expect(written).toEqual(names.map((name) => join(out, name)));
  expect(await readFile(join(out, "accounting.html"), "utf8")).toBe(
    '<img src="accounting-files/chart-1.png">',
  );
});

it("takes away what it wrote before, and nothing else", async () => {
  await write(["chart-1.png", "chart-2.png"], ["accounting-2026-09.pdf"]);
  await writeFile(join(out, "accounting-files/notes.txt"), "mine");
  await write(["chart-1.png"], ["accounting-2026-10.pdf"]);
  expect(await filesIn("accounting-files")).toEqual([
    "accounting-2026-10.pdf",
    "chart-1.png",
    "notes.txt",
  ]);
  expect(await readFile(join(out, "accounting-files/notes.txt"), "utf8")).toBe("mine");
});

it("takes nothing away outside its folder, whatever its list says", async () => {
  await write([], ["a.pdf"]);
  await writeFile(join(out, "taxes.txt"), "mine");
  await mkdir(join(out, "accounting-files/kept"));
  const [list = "", ...others] = (await readdir(join(out, "accounting-files"))).filter((name) =>
    name.startsWith("."),
  );
  expect(others).toEqual([]);
  const names = ["../taxes.txt", "..", "", join(out, "taxes.txt"), "kept", "gone.pdf", "a.pdf"];
  await writeFile(join(out, "accounting-files", list), names.join("\n"));
  await write([], []);
  expect(await readFile(join(out, "taxes.txt"), "utf8")).toBe("mine");
  expect(await filesIn("accounting-files")).toEqual(["kept"]);
});
