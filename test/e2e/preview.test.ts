import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePorts } from "../support/free-ports.ts";

/** `npm run preview`, as whoever designs a mail uses it. */
let preview: ChildProcess;
let url: string;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "preview-"));
  await cp("portfolio", dir, { recursive: true });
  const [port] = await freePorts(1);
  const tsx = createRequire(import.meta.url).resolve("tsx/cli");
  preview = spawn(process.execPath, [tsx, "scripts/preview.ts"], {
    env: { ...process.env, PORT: String(port), PORTFOLIO_DIR: dir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = `http://127.0.0.1:${port}`;
  let printed = "";
  await new Promise<void>((resolve, reject) => {
    preview.once("exit", () => reject(new Error(`The preview ended:\n${printed}`)));
    preview.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes("Reports are at")) resolve();
    });
  });
}, 60_000);

afterAll(async () => {
  const exit = once(preview, "exit");
  preview.kill();
  await exit;
  await rm(dir, { recursive: true, force: true });
});

const get = async (path: string) => {
  const answer = await fetch(url + path);
  return { status: answer.status, type: answer.headers.get("content-type"), answer };
};

describe("the preview", () => {
  it("names all reports and shows them in four frames", async () => {
    const page = await (await get("/")).answer.text();
    for (const id of ["ceo", "cto", "cfo", "cmo", "accounting", "rental", "logistics", "billing"]) {
      expect(page).toContain(`href="#${id}"`);
    }
    expect(page.match(/<iframe/g)).toHaveLength(4);
  });

  it("serves a mail with its pictures, its text and its files", async () => {
    const html = await (await get("/reports/cfo?scheme=light")).answer.text();
    expect(html).toContain("$8,140");
    const pictures = [...html.matchAll(/ src="([^"]+)"/g)].map(([, source]) => source);
    expect(pictures).toEqual(["cfo/logo.png", "cfo/chart-1.png", "cfo/chart-2.png"]);
    for (const picture of pictures) {
      expect(await get(`/reports/${picture}`)).toMatchObject({ status: 200, type: "image/png" });
    }
    expect((await get("/reports/cfo/cfo-2026-10.pdf")).type).toBe("application/pdf");
    expect(await (await get("/reports/cfo/text")).answer.text()).toContain("Burn a month");
  });

  it("shows the dark scheme in any browser", async () => {
    const dark = await (await get("/reports/cfo?scheme=dark")).answer.text();
    const light = await (await get("/reports/cfo?scheme=light")).answer.text();
    expect(dark).toContain("@media all");
    expect(dark).not.toContain("prefers-color-scheme: dark");
    expect(light).toContain("@media not all");
  });

  it("tells the browser of a change, and shows it", async () => {
    const changes = await fetch(`${url}/changes`);
    const reader = changes.body?.getReader();
    const settings = join(dir, "settings.yml");
    const before = await readFile(settings, "utf8");
    await writeFile(settings, before.replace("name: Harbor Portfolio", "name: Another Name"));
    let heard = "";
    while (!heard.includes("data: changed")) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) break;
      heard += new TextDecoder().decode(value);
    }
    await reader?.cancel();
    await expect
      .poll(async () => (await get("/reports/cfo/text")).answer.text(), { timeout: 20_000 })
      .toContain("Another Name");
  });

  it("says what is wrong with a report that cannot be rendered", async () => {
    const { status, answer } = await get("/reports/nonsense");
    expect(status).toBe(500);
    expect(await answer.text()).toContain("There is no report called &quot;nonsense&quot;");
  });
});
