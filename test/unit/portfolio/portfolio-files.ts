import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PortfolioError, type PortfolioFault } from "../../../src/errors.ts";
import { loadPortfolio } from "../../../src/portfolio/load.ts";
import type { Portfolio } from "../../../src/portfolio/portfolio.ts";

export const reportTypes = ["ceo", "cto"];

export const settings = `name: Test
currency: USD
locale: en-US
time_zone: America/Los_Angeles
channels:
  reports: C01REPORTS
people:
  cto:
    name: Technology lead
    email: cto@example.com
audiences:
  cto:
    to: [cto]
`;

export const entity = `as_of: 2026-10-20
id: one
name: One
business: Testing
kind: operating
vulnerabilities:
  - id: leak
    title: Leak
    severity: high
    since: 2026-10-01
    evidence: Seen
roadmap:
  - title: Close it
    owner: Lead
    due: 2026-11-01
    effort_hours: 2
    resolves: [leak]
    monthly_impact: { low: 1, high: 2.5 }
cloud:
  provider: AWS
  as_of: 2026-10-25
  services:
    - name: EC2
      monthly: { low: 10.10, high: "20" }
      saving: { id: nights, monthly: 4, how: sleep at night }
`;

export const valid = { "settings.yml": settings, "entities/one.yml": entity };

/** The day on which `load` reads, after all days in the tests' files, whenever the tests run. */
const now = new Date("2027-06-30T12:00:00Z");

/** Loads a portfolio made of these files, from a folder that is gone afterwards. */
export async function load(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Portfolio> {
  const dir = await mkdtemp(join(tmpdir(), "portfolio-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(dir, name)), { recursive: true });
      await writeFile(join(dir, name), content);
    }
    return await loadPortfolio(dir, { reportTypes, clock: { now: () => now } });
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** The faults of these files; none if they load. Any other error passes through. */
export async function faultsOf(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<readonly PortfolioFault[]> {
  try {
    await load(files);
    return [];
  } catch (error) {
    if (error instanceof PortfolioError) return error.faults;
    throw error;
  }
}
