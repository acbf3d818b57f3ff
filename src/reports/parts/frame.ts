import type { ComposeInput, ReportDefinition } from "../definition.ts";
import { type KeptForADay, newerFacts } from "../newer-facts.ts";
import type { Report } from "../report.ts";

type Frame = Pick<
  Report,
  "type" | "title" | "portfolio" | "period" | "reportingDate" | "format" | "newer"
>;

/**
 * What every report says about itself.
 *
 * @param kept Facts it shows that the files keep for one day only; it says where they are newer than it is.
 */
export function reportFrame(
  { id, title }: Pick<ReportDefinition, "id" | "title">,
  { portfolio, period, reportingDate }: ComposeInput,
  kept: KeptForADay = {},
): Frame {
  const { name, locale, currency } = portfolio.settings;
  return {
    type: id,
    title,
    portfolio: name,
    period,
    reportingDate,
    format: { locale, currency },
    newer: newerFacts(kept, reportingDate),
  };
}

/** Stands under a figure while there is nothing to report on. */
export const NO_ENTITY = "no entity is on record";

/** The headline of any report while there is nothing to report on. */
export const NO_ENTITIES =
  "The portfolio holds no entities yet; add one file per business under entities/ to fill this report.";
