import { openDirectory } from "../commands/slack-access.ts";
import { type Config, parseConfig } from "../config.ts";
import { ConfigError, PortfolioError } from "../errors.ts";
import { loadSettings } from "../portfolio/load.ts";
import { REPORT_TYPES } from "../reports/registry.ts";
import { checkApprovals } from "./checks/approvals.ts";
import { checkCharts } from "./checks/charts.ts";
import { checkDynamoDb } from "./checks/dynamodb.ts";
import { bad, type Finding, good } from "./checks/finding.ts";
import { readManifestScopes } from "./checks/manifest.ts";
import { checkPortfolio } from "./checks/portfolio.ts";
import { checkSes } from "./checks/ses.ts";
import { checkSesEvents } from "./checks/ses-events.ts";
import { checkSlack } from "./checks/slack.ts";

export interface DoctorOptions {
  readonly createTable: boolean;
}

/**
 * Checks a real set-up line by line and says how to mend what fails.
 *
 * @returns The exit code: 0 if nothing failed.
 */
export async function doctor(
  env: Readonly<Record<string, string | undefined>>,
  { createTable }: DoctorOptions,
): Promise<number> {
  const config = readConfig(env);
  if (config instanceof ConfigError) {
    print(bad("Environment", config.message));
    return 1;
  }
  print(good("Environment", "every variable is set"));
  let failed = false;
  const show = (findings: readonly Finding[]) => {
    for (const finding of findings) print(finding);
    failed ||= findings.some(({ verdict }) => verdict === "bad");
  };
  show(await checkPortfolio(config));
  show(await checkCharts());
  show(await checkSlack(config.slack, await readManifestScopes()));
  show(await checkApprovalsOf(config));
  show(await checkDynamoDb(config.aws, createTable));
  show(await checkSes(config));
  show(await checkSesEvents(config));
  console.log(failed ? "\nNot ready yet: mend the lines marked ✗." : "\nReady: npm start");
  return failed ? 1 : 0;
}

/** What is wrong with the files, or with Slack itself, has been said by then. */
async function checkApprovalsOf({ portfolioDir, slack }: Config): Promise<readonly Finding[]> {
  const settings = await loadSettings(portfolioDir, { reportTypes: REPORT_TYPES }).catch(
    (error: unknown) => {
      if (error instanceof PortfolioError) return undefined;
      throw error;
    },
  );
  const people = await openDirectory(slack).catch(() => undefined);
  return settings === undefined || people === undefined
    ? []
    : await checkApprovals(settings, people);
}

function readConfig(env: Readonly<Record<string, string | undefined>>): Config | ConfigError {
  try {
    return parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

const MARK = { good: "✓", warn: "!", bad: "✗" } as const;

function print({ verdict, subject, text, mend }: Finding): void {
  console.log(`${MARK[verdict]} ${subject}: ${text}`);
  if (mend !== undefined) console.log(`    ${mend}`);
}
