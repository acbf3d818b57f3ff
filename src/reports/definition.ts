import type { Entity, IsoDate, Portfolio } from "../portfolio/portfolio.ts";
import type { Period, Report } from "./report.ts";

/** Everything a report is worked out from. The same input gives the same report, to the byte. */
export interface ComposeInput {
  readonly portfolio: Portfolio;
  /** "Today" of the report: what is overdue, what is open, what is due soon. */
  readonly reportingDate: IsoDate;
  readonly period: Period;
}

/** One type of report. */
export interface ReportDefinition {
  /** What people type, e.g. `cto`. */
  readonly id: string;
  readonly title: string;
  /** Other names people type. */
  readonly aliases?: readonly string[];
  /** One line for help texts. */
  readonly description: string;
  /** Whether there is anything to say about an entity alone; about each of them without it. */
  readonly takes?: (entity: Entity, portfolio: Portfolio) => boolean;
  /** Pure: reads nothing but its input. */
  compose(input: ComposeInput): Report;
}
