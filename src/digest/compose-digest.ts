import type { IsoDate, Portfolio, Settings } from "../portfolio/portfolio.ts";
import { todayOf } from "../portfolio/today.ts";
import { dateWriter } from "../reports/date-words.ts";
import type { ReportDefinition } from "../reports/definition.ts";
import { addDays, daysBetween } from "../reports/formulas/days.ts";
import type { Digest, NotSent, PlannedRun } from "./digest.ts";
import { headlineOf, isQuiet } from "./headline.ts";
import { startOfDay } from "./local-time.ts";
import { describePortfolioFaults } from "./portfolio-note.ts";
import { movedFigures } from "./sections/moved.ts";
import type { DigestEntry } from "./sections/names.ts";
import { abandonedReports } from "./sections/not-sent.ts";
import { overdueItems } from "./sections/overdue.ts";
import { problemsOf } from "./sections/problems.ts";
import { sentReports } from "./sections/sent.ts";
import { type AbleToApprove, waitingReports } from "./sections/waiting.ts";

/** Everything a digest is worked out from. The same input gives the same digest. */
export interface DigestInput {
  readonly day: IsoDate;
  /** The first day it looks back on. */
  readonly since: IsoDate;
  readonly now: Date;
  /** Whether it looks at the day itself too, as far as that has come; a morning's does not. */
  readonly upToNow: boolean;
  readonly settings: Settings;
  readonly registry: readonly ReportDefinition[];
  /** Everything that waits or is under way, and what may have ended in the span. */
  readonly entries: readonly DigestEntry[];
  readonly ableToApprove: AbleToApprove;
  /** Absent where it cannot be read. */
  readonly portfolio?: Portfolio;
  /** Why the portfolio is not as it stands on disk, or absent. */
  readonly portfolioError?: unknown;
  /** Runs of schedules that should have been and were not. */
  readonly missedRuns: readonly NotSent[];
  /** Runs of schedules that are to come on the day. */
  readonly planned: readonly PlannedRun[];
}

/** Works the digest of a day out. Days begin and end by the clock in the portfolio's time zone. */
export function composeDigest(input: DigestInput): Digest {
  const { day, since, now, settings, entries, ableToApprove, portfolio } = input;
  const { timeZone, locale, currency, name } = settings;
  // What has just happened belongs to it.
  const to = input.upToNow ? new Date(now.getTime() + 1) : startOfDay(day, timeZone);
  const span = { from: startOfDay(since, timeZone), to };
  const judgement = { now, ...(portfolio && { entities: portfolio.entities }) };
  const parts = {
    sent: sentReports(entries, span),
    waiting: waitingReports(entries, now, ableToApprove),
    problems: problemsOf(entries, span),
    notSent: [...abandonedReports(entries, span, judgement, ableToApprove), ...input.missedRuns],
    moved: portfolio === undefined ? [] : movedFigures(input.registry, portfolio, now),
    overdue:
      portfolio === undefined
        ? { on: todayOf(settings, now), newly: 0, items: [] }
        : overdueItems(portfolio, now, fellDueSince(input)),
    done: [],
    planned: input.planned.toSorted((one, other) => (one.at < other.at ? -1 : 1)),
    notes: notesOf(input),
    span: spanWords(input),
  };
  const digest = { ...parts, day, timeZone, portfolio: name, format: { locale, currency } };
  return { ...digest, quiet: isQuiet(parts), headline: headlineOf(parts) };
}

/** What was due on the day before the one it is judged on, or on the days that are looked back on, is newly overdue. */
function fellDueSince({ day, since, settings, now }: DigestInput): IsoDate {
  return addDays(todayOf(settings, now), -daysBetween(since, day));
}

/** `yesterday`, `since Friday`, `since Tuesday, Dec 1`: as it stands in "Nothing was sent …". */
function spanWords({ day, since, settings, upToNow }: DigestInput): string {
  const days = daysBetween(since, day);
  if (days > 1) {
    // A week ago the weekday alone would be another day.
    const date = days < 7 ? {} : ({ month: "short", day: "numeric" } as const);
    const writer = dateWriter(settings.locale, { weekday: "long", ...date });
    return `since ${writer.format(new Date(since))}`;
  }
  return upToNow ? "since yesterday" : "yesterday";
}

function notesOf({ portfolio, portfolioError }: DigestInput): readonly string[] {
  if (portfolioError === undefined) return [];
  const shown =
    portfolio === undefined
      ? "No figures and no overdue actions can be shown: the portfolio cannot be read."
      : "Figures and overdue actions are those from before the last change of the portfolio, which cannot be read.";
  return [`${shown} ${describePortfolioFaults(portfolioError)}`];
}
