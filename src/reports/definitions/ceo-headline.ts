import type { Formatter } from "../format.ts";
import { NO_ENTITIES } from "../parts/frame.ts";
import { overdueWork, totalHours } from "../parts/remedies.ts";
import { all, hourWords, pluralIs, sentence } from "../parts/wording.ts";
import type { CeoFacts } from "./ceo-summary.ts";

/** What the owner has to worry about, and whether the agenda deals with it in time. */
export function ceoHeadline({ entities, shortfalls, agenda }: CeoFacts, format: Formatter): string {
  if (entities.length === 0) return NO_ENTITIES;
  const critical = shortfalls.filter(({ item }) => item.severity === "critical");
  const feared = critical.length > 0 ? critical : shortfalls;
  const words = fearedWords(critical.length, shortfalls.length);
  if (agenda.work.length === 0) {
    return sentence(words, `nothing is on the ${agenda.days}-day agenda`);
  }
  const planned = new Set(agenda.work.flatMap(({ closes }) => closes));
  const closed = feared.filter(({ item }) => planned.has(item)).length;
  const name = `the ${agenda.days}-day agenda (${hourWords(totalHours(agenda.work), format)})`;
  const late = lateWords(overdueWork(agenda.work).length, agenda.work.length);
  const link = closed > 0 ? ", but" : ", and";
  const does = `${name} ${closesWords(closed, feared.length)}`;
  return sentence(words, late === "" ? does : `${does}${link} ${late}`);
}

/** `8 shortfalls are critical` */
function fearedWords(critical: number, open: number): string {
  if (open === 0) return "no shortfall is on record";
  if (critical > 0) return `${pluralIs(critical, "shortfall")} critical`;
  return `${pluralIs(open, "shortfall")} open, none critical`;
}

/** `closes all 8` */
function closesWords(closed: number, feared: number): string {
  if (feared === 0) return "has no shortfall to close";
  if (feared === 1) return closed === 1 ? "closes it" : "does not close it";
  if (closed === feared) return `closes ${all(feared)}`;
  return closed === 0 ? "closes none of them" : `closes ${closed} of them`;
}

/** `3 of its 10 items are overdue`; empty for none. */
function lateWords(late: number, items: number): string {
  if (late === 0) return "";
  if (items === 1) return "its one item is overdue";
  if (late === items) return `${all(items)} of its items are overdue`;
  return `${late} of its ${items} items ${late === 1 ? "is" : "are"} overdue`;
}
