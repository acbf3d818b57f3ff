/** What attached files are called: report type, period, content. Plain ASCII, so that no client mangles it. */
import type { IsoDate } from "../../portfolio/portfolio.ts";
import { addDays } from "../../reports/formulas/days.ts";
import { addMonths, firstDayOf, monthOf } from "../../reports/formulas/months.ts";
import type { Period, Report } from "../../reports/report.ts";

/** Longest file name in characters, its ending included. */
const NAME_LIMIT = 100;
const TYPE_LIMIT = 30;
/** Room for a dot, an ending of four letters and a number that makes the name unique. */
const ENDING = 12;

/**
 * The name that all files of a report begin with.
 *
 * @example baseName(report) // "cfo-2026-10", "cfo-2026-07-to-2026-09"
 */
export function baseName({ type, period }: Pick<Report, "type" | "period">): string {
  return `${slug(type, TYPE_LIMIT) || "report"}-${periodSlug(period)}`;
}

/** Months where the period begins and ends with one, days otherwise. */
function periodSlug({ from, to }: Period): string {
  const wholeMonths = isFirstDay(from) && isFirstDay(to);
  const first = wholeMonths ? monthOf(from) : from;
  const last = wholeMonths ? addMonths(monthOf(to), -1) : addDays(to, -1);
  return first === last ? first : `${first}-to-${last}`;
}

function isFirstDay(date: IsoDate): boolean {
  return date === firstDayOf(monthOf(date));
}

/**
 * Lower-case ASCII letters and digits with single hyphens between; empty for a text that has none.
 *
 * @param limit Longest result in characters.
 * @example slug("Größe & Umsatz", 40) // "grosse-umsatz"
 */
function slug(text: string, limit: number): string {
  return text
    .slice(0, limit * 8)
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, limit)
    .replace(/-+$/, "");
}

/** Names files of one mail: whatever is asked for, no two are alike. */
export interface FileNamer {
  /**
   * @param what What the file holds, in words; `fallback` stands in where no ASCII letter is in them.
   * @param ending e.g. `csv`.
   */
  name(what: string, fallback: string, ending: string): string;
}

export function createFileNamer(report: Report): FileNamer {
  const base = baseName(report);
  const taken = new Set<string>();
  return {
    name(what, fallback, ending) {
      const stem = `${base}-${slug(what, NAME_LIMIT - base.length - ENDING) || fallback}`;
      let name = `${stem}.${ending}`;
      for (let count = 2; taken.has(name); count += 1) name = `${stem}-${count}.${ending}`;
      taken.add(name);
      return name;
    },
  };
}
