import type { Clock } from "../clock.ts";
import type { MailAccount } from "../dispatch/mail-ports.ts";
import type { LoadPortfolio } from "../dispatch/ports.ts";
import { findSenderProblem } from "../dispatch/sender-check.ts";
import { formatFault, PortfolioError } from "../errors.ts";
import type { Portfolio } from "../portfolio/portfolio.ts";
import { todayOf } from "../portfolio/today.ts";
import { createFormatter } from "../reports/format.ts";
import { daysBetween } from "../reports/formulas/days.ts";
import { plural } from "../reports/parts/wording.ts";
import { describePortfolioFaults } from "./portfolio-note.ts";

/** Whether something is as it should be, in words. */
export interface HealthLine {
  /** `unknown`: whoever knows did not answer. */
  readonly state: "good" | "bad" | "unknown";
  readonly about: string;
  readonly words: string;
}

export type Health = readonly HealthLine[];

export interface HealthDependencies {
  readonly account?: MailAccount;
  readonly loadPortfolio: LoadPortfolio;
  readonly clock: Clock;
}

/** Faults that are written out. */
const MOST_FAULTS = 3;

/**
 * The sender, what is left of the quota, the portfolio and the age of its files. Each is asked by itself: one that does
 * not answer says so and keeps nothing from the others.
 *
 * @param inDetail Whether faults of the portfolio are shown with what stands there.
 */
export async function readHealth(inDetail: boolean, deps: HealthDependencies): Promise<Health> {
  const lines = await Promise.all([senderHealth(deps), portfolioHealth(inDetail, deps)]);
  return lines.flat();
}

async function senderHealth({ account }: HealthDependencies): Promise<Health> {
  const about = "Sender";
  const standing = await account?.read().catch(() => undefined);
  if (standing === undefined) {
    const words = "Amazon SES does not say how the account stands. Reports are sent all the same.";
    return [{ about, state: "unknown", words }];
  }
  const { perDay, sentToday, domain, signed } = standing;
  const problem = findSenderProblem(standing);
  const sender: HealthLine =
    problem === undefined
      ? {
          about,
          state: "good",
          words: `verified for ${domain}${signed ? ", signed" : ", not DKIM-signed"}`,
        }
      : { about, state: "bad", words: problem.toSentence() };
  if (perDay === undefined) return [sender];
  const left = Math.max(0, perDay - sentToday);
  const words = `${left.toLocaleString("en-US")} of ${perDay.toLocaleString("en-US")} left today`;
  return [sender, { about: "Quota", state: left > 0 ? "good" : "bad", words }];
}

async function portfolioHealth(
  inDetail: boolean,
  { loadPortfolio, clock }: HealthDependencies,
): Promise<Health> {
  const about = "Portfolio";
  try {
    const { portfolio, outdatedBy } = await loadPortfolio();
    const words = "every file is in order";
    return [
      outdatedBy === undefined
        ? { about, state: "good", words }
        : { about, state: "bad", words: describeFaults(outdatedBy, inDetail) },
      ...sourcesHealth(portfolio, clock.now()),
    ];
  } catch (error) {
    return [{ about, state: "bad", words: describeFaults(error, inDetail) }];
  }
}

/** What stands in a file is for admins. */
function describeFaults(error: unknown, inDetail: boolean): string {
  if (!inDetail || !(error instanceof PortfolioError)) return describePortfolioFaults(error);
  const more = error.faults.length - MOST_FAULTS;
  return [
    `${plural(error.faults.length, "fault")}; reports are worked out from the last data that was valid.`,
    ...error.faults.slice(0, MOST_FAULTS).map(formatFault),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n");
}

/** How old the entities' files say that they are. */
function sourcesHealth({ entities, settings }: Portfolio, now: Date): Health {
  const [oldest] = entities
    .map(({ source }) => source)
    .toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
  if (oldest === undefined) return [];
  const age = daysBetween(oldest.asOf, todayOf(settings, now));
  const old = age <= 0 ? "up to date" : `${plural(age, "day")} old`;
  const date = createFormatter(settings).date(oldest.asOf);
  const words = `${plural(entities.length, "entity file")}, the oldest as of ${date}, ${old} (${oldest.file})`;
  return [{ about: "Sources", state: age > OLD_DAYS ? "bad" : "good", words }];
}

/** Every report is monthly at least. */
const OLD_DAYS = 31;
