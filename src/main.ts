import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { AppError } from "./errors.ts";

/**
 * The process: the only reader of the environment and of the command line. Each command is loaded when it is
 * asked for, so that none waits for the others' libraries.
 */
const COMMANDS = {
  start: async () => (await import("./cli/start.ts")).start(process.env),
  doctor: async (args: string[]) => {
    const { values } = parseArgs({ args, options: { "create-table": { type: "boolean" } } });
    const { doctor } = await import("./cli/doctor.ts");
    return await doctor(process.env, { createTable: values["create-table"] ?? false });
  },
  report: async (args: string[]) => {
    const { values, positionals } = parseArgs({
      args,
      options: {
        out: { type: "string", default: "out" },
        period: { type: "string" },
        entity: { type: "string" },
      },
      allowPositionals: true,
    });
    const [first, ...rest] = positionals;
    if (first === "proof") {
      const { writeProof } = await import("./cli/proof.ts");
      return await writeProof(rest, values.out, process.env);
    }
    const { writeReports } = await import("./cli/report.ts");
    const { out, period, entity } = values;
    return await writeReports({
      names: positionals,
      out,
      portfolioDir: process.env["PORTFOLIO_DIR"] || "portfolio",
      choices: {
        ...(period !== undefined && { period }),
        ...(entity !== undefined && { entity }),
      },
    });
  },
  portfolio: async (args: string[]) => {
    const { portfolio } = await import("./cli/portfolio.ts");
    return await portfolio(args, process.env["PORTFOLIO_DIR"] || "portfolio");
  },
  "rotate-keys": async (args: string[]) => {
    const { values } = parseArgs({ args, options: { "dry-run": { type: "boolean" } } });
    const { rotateKeys } = await import("./cli/rotate-keys.ts");
    return await rotateKeys(process.env, { dryRun: values["dry-run"] ?? false });
  },
} as const satisfies Record<string, (args: string[]) => Promise<number>>;

async function main([name = "start", ...args]: string[]): Promise<number> {
  // The AWS SDK announces the end of Node 20 in an alarming way; README.md says it calmly.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  if (existsSync(".env")) process.loadEnvFile(".env");
  if (isCommand(name)) return await COMMANDS[name](args);
  console.error(`There is no command "${name}". There are: ${Object.keys(COMMANDS).join(", ")}.`);
  return 2;
}

function isCommand(name: string): name is keyof typeof COMMANDS {
  return Object.hasOwn(COMMANDS, name);
}

try {
  // Ends here, whatever a library still holds open: everything that matters has been waited for.
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof AppError || isUsageError(error) ? describe(error) : error);
  process.exit(1);
}

function describe(error: Error): string {
  return error instanceof AppError ? error.toSentence() : error.message;
}

/** What `parseArgs` throws for an option it does not know. */
function isUsageError(error: unknown): error is Error {
  return (
    error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
  );
}
