import type { ComposeInput, ReportDefinition } from "../definition.ts";
import type { Report } from "../report.ts";

type Frame = Pick<Report, "type" | "title" | "portfolio" | "period" | "reportingDate" | "format">;

/** What every report says about itself. */
export function reportFrame(
  { id, title }: Pick<ReportDefinition, "id" | "title">,
  { portfolio, period, reportingDate }: ComposeInput,
): Frame {
  const { name, locale, currency } = portfolio.settings;
  return { type: id, title, portfolio: name, period, reportingDate, format: { locale, currency } };
}

/** Stands under a figure while there is nothing to report on. */
export const NO_ENTITY = "no entity is on record";

/** The headline of any report while there is nothing to report on. */
export const NO_ENTITIES =
  "The portfolio holds no entities yet; add one file per business under entities/ to fill this report.";
