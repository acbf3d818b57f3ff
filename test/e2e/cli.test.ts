import { execFile } from "node:child_process";
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { REPORT_TYPES } from "../../src/reports/registry.ts";
import { linkTree } from "../support/link-tree.ts";

/** The command line as a person meets it: processes of their own, in an empty folder and environment. */
const root = join(import.meta.dirname, "../..");
const scratch: string[] = [];

async function makeFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "cli-"));
  scratch.push(dir);
  return dir;
}
afterAll(async () => {
  for (const dir of scratch) await rm(dir, { recursive: true, force: true });
});

/** A clone of the project after `npm ci`; what is built in it touches nobody else's build. */
async function cloneProject(): Promise<string> {
  const clone = await makeFolder();
  const files = ["bin", "src", "templates", "scripts", "portfolio", "manifest.yml"];
  for (const name of [...files, "package.json", "tsconfig.json", "tsconfig.build.json"]) {
    await cp(join(root, name), join(clone, name), { recursive: true });
  }
  await symlink(join(root, "node_modules"), join(clone, "node_modules"));
  return clone;
}

/** Real files, since a package behind a link would find all that stands beside it there. */
async function installPackages(clone: string): Promise<void> {
  const [from, to] = [join(root, "node_modules"), join(clone, "node_modules")];
  await rm(to);
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name === ".bin" || !name.startsWith("."));
  for (const name of names) await linkTree(join(from, name), join(to, name));
  // Npm believes its own notes if they are younger than the packages, and writes to them.
  await copyFile(join(from, ".package-lock.json"), join(to, ".package-lock.json"));
  await copyFile(join(root, "package-lock.json"), join(clone, "package-lock.json"));
}

/** What README.md tells a production host to do once the build is there; nothing of it needs the registry. */
async function followReadmeAfterBuild(clone: string): Promise<void> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, commands = ""] =
    /npm ci\n +npm run build\n((?: +npm .+\n)+?) +npm start\n/.exec(readme) ?? [];
  const steps = commands
    .trim()
    .split("\n")
    .map((line) => line.trim().split(" ").slice(1));
  expect(steps.map(([command]) => command)).toEqual(["prune"]);
  const alone = ["--offline", "--no-audit", "--no-fund", "--cache", join(clone, ".npm")];
  for (const step of steps) {
    const { code, stderr } = await run("npm", [...step, ...alone], clone);
    expect(code, stderr).toBe(0);
  }
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { PATH = "" } = process.env;
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env: { PATH, ...env } }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** No trace of the inside: a person is meant to read this. */
function expectFriendly({ code, stderr }: Ended): void {
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  expect(stderr).not.toMatch(/node:internal|Node\.js v/);
}

describe("without a build", () => {
  it("start says that there is none, and how to make it", async () => {
    const clone = await cloneProject();
    const bin = join(clone, "bin/exec-report.mjs");
    for (const args of [["start"], []]) {
      const ended = await run(process.execPath, [bin, ...args], await makeFolder());
      expectFriendly(ended);
      expect(ended.stderr.trim()).toBe(
        "There is no build yet. Run `npm ci && npm run build` first, then `npm start`.",
      );
    }
  });
});

describe("with a build, on a host that README.md describes", () => {
  let clone: string;
  let cwd: string;
  let portfolio: string;
  beforeAll(async () => {
    clone = await cloneProject();
    const build = await run("npm", ["run", "--silent", "build"], clone);
    expect(build.code, build.stderr).toBe(0);
    await installPackages(clone);
    await followReadmeAfterBuild(clone);
  });
  beforeEach(async () => {
    cwd = await makeFolder();
    portfolio = join(cwd, "portfolio");
    await cp(join(root, "portfolio"), portfolio, { recursive: true });
  });

  const exec = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    run(process.execPath, [join(clone, "bin/exec-report.mjs"), ...args], cwd, env);
  const written = (file: string) => readFile(join(cwd, "out", file), "utf8");
  const edit = async (file: string, from: string, to: string) => {
    const before = await readFile(join(portfolio, file), "utf8");
    expect(before).toContain(from);
    await writeFile(join(portfolio, file), before.replace(from, to));
  };

  const REQUIRED = [
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "AWS_REGION",
    "DYNAMODB_TABLE",
    "SES_FROM_ADDRESS",
    "RECIPIENT_HASH_KEY",
    "DATA_KEY",
  ];

  it("start names every variable it misses in one message", async () => {
    const ended = await exec(["start"]);
    expectFriendly(ended);
    expect(ended.stdout).toBe("");
    const named = ended.stderr.match(/^ {2}[A-Z_]+(?= is missing$)/gm);
    expect(named?.map((name) => name.trim())).toEqual(REQUIRED);
    expect(ended.stderr).toContain("7 variables to set");
    expect(ended.stderr).toContain("openssl rand -base64 32");
    expect(ended.stderr).toContain("SLACK_APP_TOKEN");
  });

  it("reads .env where it is started; what the environment sets counts more", async () => {
    await writeFile(join(cwd, ".env"), "AWS_REGION=us-east-1\nPORT=http\nDYNAMODB_TABLE=a b\n");
    const { stderr } = await exec(["start"], { DYNAMODB_TABLE: "reports" });
    expect(stderr).toContain("PORT is not a number");
    expect(stderr).not.toMatch(/AWS_REGION is missing|DYNAMODB_TABLE/);
  });

  it("doctor names them too", async () => {
    const ended = await exec(["doctor"]);
    expectFriendly(ended);
    for (const name of REQUIRED) expect(ended.stdout).toContain(`${name} is missing`);
  });

  it("doctor says that what draws is there, or what to do where its native part is not", async () => {
    const nowhere = "http://127.0.0.1:9/";
    const key = Buffer.alloc(32, 5).toString("base64");
    const env = {
      SLACK_BOT_TOKEN: "xoxb-test",
      SLACK_SIGNING_SECRET: "secret",
      SLACK_API_URL: nowhere,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: nowhere,
      DYNAMODB_TABLE: "reports",
      SES_FROM_ADDRESS: "reports@example.com",
      RECIPIENT_HASH_KEY: key,
      DATA_KEY: key,
    };
    expect((await exec(["doctor"], env)).stdout).toContain("✓ Charts: this machine draws them");
    const library = join(clone, "node_modules/@resvg");
    const native = (await readdir(library)).filter((name) => name !== "resvg-js");
    expect(native).not.toEqual([]);
    const aside = await makeFolder();
    for (const name of native) await rename(join(library, name), join(aside, name));
    try {
      const { stdout, stderr } = await exec(["doctor"], env);
      expect(stderr).toBe("");
      expect(stdout).toMatch(
        /✗ Charts: Cannot find .*@resvg.*, so that no report with a chart.*\n {4}Run `npm ci`/,
      );
    } finally {
      for (const name of native) await rename(join(aside, name), join(library, name));
    }
  });

  it("report writes the whole mail with its figures, pictures and files, and says where", async () => {
    const { code, stdout, stderr } = await exec(["report", "cto", "--out", "out"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const beside = ["logo.png", "chart-1.png", "cto-2026-10.pdf"].map((file) =>
      join("cto-files", file),
    );
    const files = ["cto.html", "cto.txt", "cto.eml", ...beside];
    expect(stdout.trim().split("\n")).toEqual(files.map((file) => join("out", file)));
    for (const file of files)
      expect((await stat(join(cwd, "out", file))).size).toBeGreaterThan(500);
    const shown = [...(await written("cto.html")).matchAll(/ src="([^"]+)"/g)].map(
      ([, src]) => src,
    );
    expect(shown).toEqual(["cto-files/logo.png", "cto-files/chart-1.png"]);
    for (const file of ["cto.html", "cto.txt"]) {
      const content = await written(file);
      for (const figure of ["6 vulnerabilities", "$50–84", "$25", "Roadmap points"]) {
        expect(content.replace(/\s+/g, " ")).toContain(figure);
      }
    }
    expect(await written("cto.html")).toMatch(/^<!doctype html>/i);
  });

  it("report makes the folder it is told to, takes several names, any case, and all", async () => {
    const several = await exec(["report", "CTO", "ceo", "--out", "a/b"]);
    expect(several.code).toBe(0);
    const namesOf = (id: string) => [`${id}-files`, `${id}.eml`, `${id}.html`, `${id}.txt`];
    const files = ["ceo", "cto"].flatMap(namesOf);
    expect((await readdir(join(cwd, "a/b"))).toSorted()).toEqual(files);
    const all = await exec(["report", "all"]);
    expect(all.code).toBe(0);
    const every = REPORT_TYPES.flatMap(namesOf).toSorted();
    expect(every).toHaveLength(32);
    expect((await readdir(join(cwd, "out"))).toSorted()).toEqual(every);
  });

  it("report writes the same from the build and from the source", async () => {
    await exec(["report", "cto"]);
    const [html, text] = [await written("cto.html"), await written("cto.txt")];
    const fromSource = [join(root, "bin/exec-report.mjs"), "report", "cto"];
    expect((await run(process.execPath, fromSource, cwd)).code).toBe(0);
    expect(await written("cto.html")).toBe(html);
    expect(await written("cto.txt")).toBe(text);
  });

  it.each([
    [
      ["report", "nonsense"],
      'There is no report called "nonsense". There are: ceo, cto, cfo, cmo, ',
    ],
    [["report", "cot"], 'There is no report called "cot". Did you mean "cto"?'],
    [["report"], "billing, and all. For example: npm run report -- cto"],
    [["report", "cto", "--format", "pdf"], "Unknown option '--format'"],
    [["report", "cto", "--out"], "argument missing"],
    [["doctor", "--fix"], "Unknown option '--fix'"],
  ])("%j is answered with %j", async (args, answer) => {
    const ended = await exec(args);
    expectFriendly(ended);
    expect(ended.stdout).toBe("");
    expect(ended.stderr).toContain(answer);
    expect(await readdir(cwd)).toEqual(["portfolio"]);
  });

  it("an unknown command is answered with those there are", async () => {
    const { code, stderr } = await exec(["reprot"]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'There is no command "reprot". There are: start, doctor, report, portfolio, rotate-keys.\n',
    );
  });

  it("every fault of a broken portfolio is reported with its place, and nothing is written", async () => {
    await edit("settings.yml", "currency: USD", "currency: dollars");
    await edit("entities/qdn.yml", "{ low: 13.50, high: 16 }", "{ low: 13.50, high: sixteen }");
    await edit("entities/qdn.yml", "kind: operating", "kind: operatin");
    const ended = await exec(["report", "cto"], { PORTFOLIO_DIR: portfolio });
    expectFriendly(ended);
    expect(ended.stderr).toContain("The portfolio has 3 faults:");
    const placeOf = async (file: string, text: string) => {
      const lines = (await readFile(join(portfolio, file), "utf8")).split("\n");
      const line = lines.findIndex((it) => it.includes(text));
      return `${file}:${line + 1}:${(lines[line]?.indexOf(text) ?? 0) + 1}`;
    };
    const places = [
      `${await placeOf("settings.yml", "dollars")} currency: `,
      `${await placeOf("entities/qdn.yml", "operatin")} kind: `,
      `${await placeOf("entities/qdn.yml", "sixteen")} cloud.services[0].monthly.high: `,
    ];
    for (const place of places) expect(ended.stderr).toContain(place);
    expect(await readdir(cwd)).toEqual(["portfolio"]);
  });

  it("a portfolio that is not there is a fault with its name", async () => {
    const ended = await exec(["report", "cto"], { PORTFOLIO_DIR: "nowhere" });
    expectFriendly(ended);
    expect(ended.stderr).toContain("settings.yml");
  });

  it("a changed cost changes figures, sentences and chart data", async () => {
    await exec(["report", "cto"]);
    const before = { html: await written("cto.html"), text: await written("cto.txt") };
    await edit("entities/qdn.yml", "{ low: 13.50, high: 16 }", "{ low: 23.50, high: 116 }");
    await exec(["report", "cto"]);
    const after = { html: await written("cto.html"), text: await written("cto.txt") };
    for (const kind of ["html", "text"] as const) {
      // The figure of the first screen, and the sentences: what holds it and what says it.
      const [was, is] = [before[kind], after[kind]].map((it) => it.replace(/\s+/g, " "));
      expect(was).toContain("AWS cost a month");
      expect(was).toContain("$25 of the $50–84 ");
      expect(is).toContain("$25 of the $60–184 ");
      expect(is).not.toContain("$50–84");
    }
    // The rows of the chart: what a service costs, now and after the savings.
    const row = /^EC2 +(\$\d+) +(\$[\d.]+)$/m;
    expect(row.exec(before.text)?.slice(1)).toEqual(["$23", "$7.50"]);
    expect(row.exec(after.text)?.slice(1)).toEqual(["$123", "$107.50"]);
    expect(before.html).not.toContain("$123");
    expect(after.html).toContain("$123");
  });
});
