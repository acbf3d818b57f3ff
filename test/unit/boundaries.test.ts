import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";

/**
 * Proves that the linter's rules bite: files that break them are put into a copy of `src`, under this project's
 * own biome.json.
 */
const root = join(import.meta.dirname, "../..");
const biome = join(root, "node_modules/@biomejs/biome/bin/biome");

const IMPORTS = "lint/style/noRestrictedImports";
const ENV = "lint/style/noProcessEnv";
const CYCLES = "lint/suspicious/noImportCycles";
const FLOATING = "lint/nursery/noFloatingPromises";

const FOLDERS = [
  "portfolio",
  "reports",
  "dispatch",
  "schedule",
  "digest",
  "email",
  "store",
  "commands",
  "web",
] as const;
type Folder = (typeof FOLDERS)[number];

/** docs/architecture.md: the folders each folder may import, besides itself. */
const MAY_IMPORT: Readonly<Record<Folder, readonly Folder[]>> = {
  portfolio: [],
  reports: ["portfolio"],
  dispatch: ["portfolio", "reports"],
  schedule: ["portfolio", "reports", "dispatch"],
  digest: ["portfolio", "reports", "dispatch", "schedule"],
  email: ["portfolio", "reports", "dispatch", "schedule", "digest"],
  store: ["portfolio", "reports", "dispatch", "schedule", "digest"],
  commands: ["portfolio", "reports", "dispatch", "schedule", "digest"],
  web: ["portfolio", "reports", "dispatch", "schedule", "digest"],
};

/** The SDKs, and the only folders of these that each may be loaded in. */
const SDKS: Readonly<Record<string, readonly Folder[]>> = {
  "@aws-sdk/client-dynamodb": ["store"],
  "@aws-sdk/util-dynamodb": ["store"],
  "@aws-sdk/client-ses": ["email"],
  "nodemailer/lib/mime-node/index.js": ["email"],
  handlebars: ["email", "web"],
  mjml: ["email"],
  "@resvg/resvg-js": ["email"],
  "csv-stringify/sync": ["email"],
  "echarts/core": ["email"],
  croner: ["portfolio", "schedule"],
  "node-cron": ["portfolio", "schedule"],
  fontkit: ["email"],
  pdfmake: ["email"],
  "write-excel-file/node": ["email"],
  "@slack/bolt": ["commands"],
  "@slack/web-api": ["commands"],
};

/** A file of each folder that others might like to import. */
const FILE_OF: Readonly<Record<Folder, string>> = {
  portfolio: "portfolio.ts",
  reports: "report.ts",
  dispatch: "ports.ts",
  schedule: "schedule.ts",
  digest: "digest.ts",
  email: "mask.ts",
  store: "keys.ts",
  commands: "text.ts",
  web: "health.ts",
};

interface Probe {
  /** What it does, for the test's name. */
  readonly deed: string;
  readonly folder: string;
  readonly code: string;
  /** The only rule it breaks, if any. */
  readonly breaks?: string;
}

const importing = (path: string) => `import * as it from "${path}";\nexport const probe = it;\n`;
const READS_ENV = 'export const probe = process.env["HOME"];\n';

const others = (folder: Folder) => FOLDERS.filter((it) => it !== folder);

const probes: readonly Probe[] = [
  ...FOLDERS.flatMap((folder): Probe[] => [
    ...others(folder).map((other) => ({
      deed: `imports ${other}`,
      folder,
      code: importing(`../${other}/${FILE_OF[other]}`),
      ...(!MAY_IMPORT[folder].includes(other) && { breaks: IMPORTS }),
    })),
    ...Object.entries(SDKS).map(([sdk, homes]) => ({
      deed: `imports ${sdk}`,
      folder,
      code: importing(sdk),
      ...(!homes.includes(folder) && { breaks: IMPORTS }),
    })),
    ...["main.ts", "composition/bot.ts", "cli/doctor.ts"].map((file) => ({
      deed: `imports ${file}`,
      folder,
      code: importing(`../${file}`),
      breaks: IMPORTS,
    })),
    ...["clock.ts", "errors.ts", "log.ts"].map((file) => ({
      deed: `imports ${file}`,
      folder,
      code: importing(`../${file}`),
    })),
    { deed: "imports its own files", folder, code: importing(`./${FILE_OF[folder]}`) },
    { deed: "imports zod", folder, code: importing("zod") },
    { deed: "reads the environment", folder, code: READS_ENV, breaks: ENV },
  ]),
  {
    deed: "imports an adapter for its types only",
    folder: "web",
    code: 'import type { Key } from "../store/keys.ts";\nexport type Probe = Key;\n',
    breaks: IMPORTS,
  },
  {
    deed: "hands an adapter on",
    folder: "web",
    code: 'export { COMMAND } from "../commands/parse-command.ts";\n',
    breaks: IMPORTS,
  },
  {
    deed: "imports an adapter while it runs",
    folder: "web",
    code: 'export const probe = async () => await import("../store/keys.ts");\n',
    breaks: IMPORTS,
  },
  {
    deed: "reaches an adapter from a folder below",
    folder: "reports/parts",
    code: importing("../../store/keys.ts"),
    breaks: IMPORTS,
  },
  {
    deed: "reads the environment by another name",
    folder: "cli",
    code: 'import { env } from "node:process";\nexport const probe = env["HOME"];\n',
    breaks: ENV,
  },
  { deed: "reads the environment", folder: "", code: READS_ENV, breaks: ENV },
  {
    deed: "imports a file that imports it",
    folder: "dispatch",
    code: importing("./__probe-other-half.ts"),
    breaks: CYCLES,
  },
  {
    deed: "leaves a promise to itself",
    folder: "dispatch",
    code: "const work = async (): Promise<void> => undefined;\nexport function probe(): void {\n  work();\n}\n",
    breaks: FLOATING,
  },
  {
    deed: "waits for its promise",
    folder: "dispatch",
    code: "const work = async (): Promise<void> => undefined;\nexport async function probe(): Promise<void> {\n  await work();\n}\n",
  },
];

const fileOf = ({ folder, deed }: Probe) =>
  join("src", folder, `__probe-${deed.replace(/[^a-z]+/gi, "-")}.ts`);

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      severity: z.string(),
      location: z.object({ path: z.string() }),
    }),
  ),
});

/** The rules that Biome says each file breaks. Biome runs once, over all of them. */
async function lintProbes(): Promise<ReadonlyMap<string, readonly string[]>> {
  const dir = await mkdtemp(join(tmpdir(), "boundaries-"));
  try {
    for (const name of ["src", "biome.json", "package.json", "tsconfig.json", ".gitignore"]) {
      await cp(join(root, name), join(dir, name), { recursive: true });
    }
    const cycle = probes.find(({ breaks }) => breaks === CYCLES);
    const back = cycle === undefined ? "" : importing(fileOf(cycle).replace(/^src.dispatch/, "."));
    await writeFile(join(dir, "src/dispatch/__probe-other-half.ts"), back);
    for (const probe of probes) await writeFile(join(dir, fileOf(probe)), probe.code);
    const broken = new Map<string, string[]>();
    for (const { category, location } of await lint(dir)) {
      broken.set(location.path, [...(broken.get(location.path) ?? []), category]);
    }
    return broken;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Everything Biome finds in a folder. It ends with 1 when it finds anything, so the answer decides. */
function lint(cwd: string): Promise<z.infer<typeof report>["diagnostics"]> {
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "src"];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      const found = z
        .string()
        .transform((text, context) => {
          try {
            return JSON.parse(text);
          } catch {
            context.addIssue({ code: "custom", message: `Biome said ${text}${stderr}` });
            return z.NEVER;
          }
        })
        .pipe(report)
        .safeParse(stdout);
      if (found.success) resolve(found.data.diagnostics);
      else reject(found.error);
    });
  });
}

describe("the linter", () => {
  let broken: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    broken = await lintProbes();
  }, 60_000);

  const named = probes.map((probe) => ({
    ...probe,
    verdict: probe.breaks === undefined ? "allows" : "refuses",
    place: join("src", probe.folder),
  }));

  it.each(named)("$verdict that $place $deed", (probe) => {
    const expected = probe.breaks === undefined ? [] : [probe.breaks];
    expect(broken.get(fileOf(probe)) ?? []).toEqual(expected);
  });

  it("was asked about every folder there is a rule for, and finds no fault in the code itself", () => {
    const inCode = [...broken.keys()].filter((file) => !file.includes("__probe-"));
    expect(inCode).toEqual([]);
  });
});
