import { plural } from "../reports/parts/wording.ts";
import type { Digest } from "./digest.ts";

type Parts = Pick<
  Digest,
  "sent" | "waiting" | "problems" | "notSent" | "overdue" | "planned" | "notes" | "span"
>;

/** Nothing has happened, nothing is new, and nobody has to do anything that they did not know of the day before. */
export function isQuiet({ sent, waiting, problems, notSent, overdue, notes }: Parts): boolean {
  const news = [sent, waiting, problems, notSent, notes].some((part) => part.length > 0);
  return !news && overdue.newly === 0;
}

/** What comes after them stands below the headline, too. */
const MOST_CLAUSES = 3;

/**
 * The digest in one sentence: what needs somebody first.
 *
 * @example "2 reports wait for approval; 3 reports were sent yesterday; 4 actions are overdue, none newly."
 */
export function headlineOf(parts: Parts): string {
  if (isQuiet(parts)) return quietLine(parts);
  const { sent, waiting, problems, notSent, span } = parts;
  const clauses = [
    verb(problems.length, "problem needs a look", "problems need a look"),
    verb(notSent.length, "report was expected and not sent", "reports were expected and not sent"),
    verb(waiting.length, "report waits for approval", "reports wait for approval"),
    sent.length === 0
      ? `nothing was sent ${span}`
      : `${plural(sent.length, "report was", "reports were")} sent ${span}`,
    overdueWords(parts),
  ].filter((clause) => clause !== "");
  const line = clauses.slice(0, MOST_CLAUSES).join("; ");
  return `${line.charAt(0).toUpperCase()}${line.slice(1)}.`;
}

function quietLine(parts: Parts): string {
  const overdue = overdueWords(parts);
  const calm = `Nothing was sent ${parts.span}, nothing waits and nothing failed`;
  return `${[calm, overdue, plannedWords(parts)].filter((words) => words !== "").join("; ")}.`;
}

function overdueWords({ overdue: { items, newly } }: Parts): string {
  if (items.length === 0) return "";
  const are = items.length === 1 ? "1 action is" : `${items.length} actions are`;
  if (newly === items.length) return `${are} newly overdue`;
  const which =
    newly > 0 ? `${newly} of them newly` : items.length > 1 ? "none newly" : "not newly";
  return `${are} overdue, ${which}`;
}

function plannedWords({ planned }: Parts): string {
  return verb(planned.length, "report is planned for today", "reports are planned for today");
}

function verb(count: number, one: string, many: string): string {
  if (count === 0) return "";
  return `${count} ${count === 1 ? one : many}`;
}
