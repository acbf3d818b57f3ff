import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { createMailRenderer } from "../email/render-mail.ts";
import { loadTemplate } from "../email/template.ts";
import { UnknownReportError } from "../errors.ts";
import { loadPortfolio } from "../portfolio/load.ts";
import { composeReport, type ReportChoices } from "../reports/compose.ts";
import { findReport, REPORT_TYPES, REPORTS } from "../reports/registry.ts";

/**
 * Writes reports as files, without Slack or AWS: what would be mailed, to look at.
 *
 * @param names Ids or aliases, or `all`.
 * @param out Folder for `<id>.html` and `<id>.txt`; made if it is missing.
 * @returns The exit code.
 */
export async function writeReports(
  names: readonly string[],
  out: string,
  portfolioDir: string,
  choices: ReportChoices = {},
): Promise<number> {
  const definitions = chooseReports(names);
  const portfolio = await loadPortfolio(portfolioDir, { reportTypes: REPORT_TYPES });
  const render = createMailRenderer(await loadTemplate());
  await mkdir(out, { recursive: true });
  for (const definition of definitions) {
    const mail = render(composeReport(definition, portfolio, systemClock.now(), choices));
    for (const [extension, content] of [
      ["html", mail.html],
      ["txt", mail.text],
    ] as const) {
      const file = join(out, `${definition.id}.${extension}`);
      await writeFile(file, content);
      console.log(file);
    }
  }
  return 0;
}

function chooseReports(names: readonly string[]) {
  if (names.length === 1 && names[0] === "all") return REPORTS;
  const known = `There are: ${REPORT_TYPES.join(", ")}, and all.`;
  if (names.length === 0) {
    throw new UnknownReportError("Which report?", {
      hint: `${known} For example: npm run report -- cto --out out/`,
    });
  }
  return names.map((name) => findReport(REPORTS, name));
}
