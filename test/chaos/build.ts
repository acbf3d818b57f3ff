import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { compileTemplate } from "../../src/email/compile-template.ts";

const ROOT = join(import.meta.dirname, "../..");
const COMPILER = join(ROOT, "node_modules/typescript/bin/tsc");

/** The bot as it is built for production: it starts in a fraction of the time that its source takes. */
export interface BuiltBot {
  /** Path of the compiled `child.ts`. */
  readonly entry: string;
  dispose(): Promise<void>;
}

/** Builds the source as it is now into a folder of its own, where the packages are found. */
export async function buildBot(): Promise<BuiltBot> {
  await mkdir(join(ROOT, "out"), { recursive: true });
  const folder = await mkdtemp(join(ROOT, "out/chaos-"));
  // However this process ends.
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const project = join(import.meta.dirname, "tsconfig.json");
  const args = [COMPILER, "-p", project, "--outDir", folder];
  await promisify(execFile)(process.execPath, args);
  const templates = join(folder, "src/templates");
  await mkdir(templates, { recursive: true });
  const source = new URL("../../templates/report.mjml", import.meta.url);
  await writeFile(join(templates, "report.hbs"), await compileTemplate(source));
  return {
    entry: join(folder, "test/chaos/child.js"),
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}
