import { DIGEST_TITLE, DIGEST_TYPE } from "../dispatch/digest-type.ts";
import { dateWriter } from "../reports/date-words.ts";
import { addDays } from "../reports/formulas/days.ts";
import { count } from "../reports/parts/values.ts";
import type { ListItem, Metric, Report, Section } from "../reports/report.ts";
import { withTrend } from "../reports/trend.ts";
import type { Digest } from "./digest.ts";
import { figureWords, lateWords, PROBLEM_WORDS } from "./words.ts";

/**
 * The digest as a report, so that its mail looks and reads like those of reports: what needs somebody first, then what
 * is good to know. A quiet day has a headline and nothing else.
 */
export function toReport(digest: Digest): Report {
  const { day, portfolio, format, headline, quiet } = digest;
  const date = { weekday: "long", month: "short", day: "numeric", year: "numeric" } as const;
  const label = dateWriter(format.locale, date).format(new Date(day));
  return {
    ...{ type: DIGEST_TYPE, title: DIGEST_TITLE, portfolio, headline, format },
    period: { from: day, to: addDays(day, 1), label, inWords: `on ${label}` },
    reportingDate: day,
    metrics: quiet ? [] : metricsOf(digest),
    sections: quiet ? [] : sectionsOf(digest).filter(({ blocks }) => blocks.length > 0),
    ...{ actions: [], missing: [], sources: [] },
  };
}

function metricsOf({ sent, waiting, problems, notSent, overdue }: Digest): readonly Metric[] {
  const metric = (id: string, label: string, items: readonly unknown[], bad: boolean): Metric => ({
    ...{ id, label, value: count(items.length), sources: [] },
    meaning: bad && items.length > 0 ? "bad" : "neutral",
  });
  return [
    metric("sent", "Reports sent", sent, false),
    metric("waiting", "Waiting for approval", waiting, true),
    metric("problems", "Problems and not sent", [...problems, ...notSent], true),
    metric("overdue", "Overdue actions", overdue.items, true),
  ];
}

function sectionsOf(digest: Digest): readonly Section[] {
  const { waiting, problems, notSent, overdue, sent, moved, planned, notes } = digest;
  return [
    section(
      pluralHeading(waiting.length, "report waits", "reports wait", "for approval"),
      waiting.map(toWaitingItem),
    ),
    section(
      pluralHeading(problems.length, "problem needs", "problems need", "a look"),
      problems.map(toProblemItem),
    ),
    section(
      pluralHeading(notSent.length, "report was", "reports were", "expected and not sent"),
      notSent.map(toNotSentItem),
    ),
    section(
      pluralHeading(overdue.items.length, "action is", "actions are", "overdue"),
      overdue.items.map(toOverdueItem),
    ),
    section(`Sent ${digest.span}`, sent.map(toSentItem)),
    section("Moved most", moved.map(toMovedItem)),
    section(
      "Planned for today",
      planned.map((run) => toPlannedItem(run, digest)),
    ),
    section(
      "What could not be read",
      notes.map((title) => ({ title })),
    ),
  ];
}

function section(heading: string, items: readonly ListItem[]): Section {
  return { heading, blocks: items.length === 0 ? [] : [{ kind: "list", ranked: false, items }] };
}

function pluralHeading(number: number, one: string, many: string, rest: string): string {
  return `${number} ${number === 1 ? one : many} ${rest}`;
}

/** Slack ids mean nothing in a mail: how many people can decide is what counts there. */
function toWaitingItem({
  name,
  headline,
  waited,
  on,
  recipients,
  approvals,
  needed,
  tooLarge,
}: Digest["waiting"][number]): ListItem {
  const people = on.length === 1 ? "1 person" : `${on.length} people`;
  const progress = needed > 1 ? [`${approvals} of ${needed} approvals`] : [];
  const tags = tooLarge
    ? ["too large to be sent", `for ${waited}`]
    : [`waits for ${waited} on ${people}`, `goes to ${recipients}`, ...progress];
  return { title: name, detail: headline, tags, meaning: "bad" };
}

function toProblemItem({ name, kind, who, reason, advice }: Digest["problems"][number]): ListItem {
  const what = [PROBLEM_WORDS[kind], who.join(", ")].filter((words) => words !== "").join(" ");
  return { title: name, tags: [what], detail: `${reason} ${advice}`, meaning: "bad" };
}

function toNotSentItem({ name, cause }: Digest["notSent"][number]): ListItem {
  return { title: name, detail: cause, meaning: "bad" };
}

function toSentItem({ name, recipients, figures }: Digest["sent"][number]): ListItem {
  const isGood = figures.delivered + figures.accepted === recipients;
  const meaning = isGood ? "good" : "bad";
  return { title: name, detail: `To ${recipients}: ${figureWords(figures)}`, meaning };
}

function toMovedItem({
  label,
  value,
  trend,
  words,
  report,
  meaning,
}: Digest["moved"][number]): ListItem {
  return {
    title: `${label} ${value}`,
    detail: `${withTrend(trend, words)} · ${report}`,
    meaning,
  };
}

function toPlannedItem(
  { name, at }: Digest["planned"][number],
  { timeZone, format }: Digest,
): ListItem {
  const time = new Intl.DateTimeFormat(format.locale, { timeZone, timeStyle: "short" });
  return { title: name, detail: `at ${time.format(new Date(at))}` };
}

function toOverdueItem({
  title,
  owner,
  days,
  keepsOpen,
}: Digest["overdue"]["items"][number]): ListItem {
  const detail = keepsOpen === "" ? {} : { detail: keepsOpen };
  return { title, tags: [owner, lateWords(days)], ...detail, meaning: "bad" };
}
