import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, formatFault, PortfolioError, UsageError } from "../errors.ts";
import { buildJsonSchemas, JSON_SCHEMAS } from "../portfolio/json-schema.ts";
import type { Ledger } from "../portfolio/ledger.ts";
import { loadPortfolio } from "../portfolio/load.ts";
import type { Portfolio } from "../portfolio/portfolio.ts";
import { REPORT_TYPES } from "../reports/registry.ts";

/** Where editors find the JSON schemas, relative to a portfolio; the first lines of its files point there. */
const SCHEMA_FOLDER = ".schema";

/** The commented files a new portfolio starts with. Two levels up both from src/cli and from dist/cli. */
const SCAFFOLD = new URL("../../scaffold/", import.meta.url);

const USAGE = "npm run portfolio -- init DIR, check [DIR] or schema [DIR]";

/**
 * Starts or checks a portfolio.
 *
 * @param args What follows the command: `init DIR`, `check [DIR]`, or `schema [DIR]` to renew the JSON schemas.
 * @param standardDir The portfolio that is meant where none is named.
 * @returns The exit code.
 */
export async function portfolio(args: readonly string[], standardDir: string): Promise<number> {
  const [task, dir] = args;
  if (task === "init" && dir !== undefined) return await init(dir);
  if (task === "check") return await check(dir ?? standardDir);
  if (task === "schema") return await renewSchemas(dir ?? standardDir);
  throw new UsageError("What is to be done with the portfolio?", { hint: `Type ${USAGE}.` });
}

/** Writes commented files to start from. Never writes over anything. */
async function init(dir: string): Promise<number> {
  await mkdir(dir, { recursive: true });
  if ((await readdir(dir)).length > 0) {
    throw new UsageError(`${dir} is not empty; nothing was written.`, {
      hint: "Name a folder that is empty or does not exist.",
    });
  }
  await cp(SCAFFOLD, dir, { recursive: true });
  await writeSchemas(dir);
  console.log(`Wrote a new portfolio to ${dir}.`);
  console.log(`Fill it in, then: npm run portfolio -- check ${dir}`);
  return 0;
}

async function renewSchemas(dir: string): Promise<number> {
  await writeSchemas(dir);
  console.log(
    `Wrote ${JSON_SCHEMAS.map((name) => join(dir, SCHEMA_FOLDER, `${name}.json`)).join(", ")}.`,
  );
  return 0;
}

/** Writes the schemas by which an editor completes and checks the YAML files. */
async function writeSchemas(dir: string): Promise<void> {
  const schemas = buildJsonSchemas();
  await mkdir(join(dir, SCHEMA_FOLDER), { recursive: true });
  for (const name of JSON_SCHEMAS) {
    const file = join(dir, SCHEMA_FOLDER, `${name}.json`);
    await writeFile(file, `${JSON.stringify(schemas[name], null, 2)}\n`);
  }
}

async function check(dir: string): Promise<number> {
  try {
    const { settings, entities, ...data } = await loadPortfolio(dir, { reportTypes: REPORT_TYPES });
    console.log([`${settings.name} is valid:`, ...contents(entities.length, data)].join("\n"));
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults =
      error instanceof PortfolioError ? error.faults.map(formatFault) : [error.message];
    for (const line of faults) console.error(line);
    console.error(faults.length === 1 ? "1 fault" : `${faults.length} faults`);
    return 1;
  }
}

function contents(entities: number, data: Omit<Portfolio, "settings" | "entities">): string[] {
  const { ledger, invoices, lettings, jobs, handoffs } = data;
  return [
    `  entities: ${entities}`,
    `  ledger: ${ledger ? postingWords(ledger) : "none"}`,
    `  invoices: ${invoices?.length ?? "none"}`,
    `  lettings: ${lettings?.length ?? "none"}`,
    `  jobs: ${jobs?.length ?? "none"}`,
    `  hand-off notes: ${handoffs?.length || "none"}`,
  ];
}

/** `1251 postings from 2025-10-01 to 2026-10-30` */
function postingWords({ postings, from, to, later }: Ledger): string {
  const ahead = later === 0 ? "" : `; ${later} of later days not counted yet`;
  return `${postings} postings from ${from} to ${to}${ahead}`;
}
