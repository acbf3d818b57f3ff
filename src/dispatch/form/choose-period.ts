import { UnknownPeriodError } from "../../errors.ts";
import type { Settings } from "../../portfolio/portfolio.ts";
import { type PeriodContext, parsePeriod } from "../../reports/parse-period.ts";
import { type FormInput, OTHER_PERIOD } from "./form-input.ts";
import { type Option, periodContext, periodOptions } from "./period-options.ts";

/** Periods that are others each time a report is made. */
const RECURRING: Readonly<Record<string, string>> = {
  "this-month": "The month it is then",
  "last-month": "The month before",
  "last-quarter": "The quarter before",
  ytd: "The year up to then",
};

/** The periods to choose from, and the one that is chosen. */
interface PeriodChoice {
  readonly periods: readonly Option[];
  readonly period: string;
  readonly typedPeriod: string;
}

/**
 * A schedule offers other words for the same periods: what was chosen before goes on under its new word, or as typed
 * where there is none.
 */
export function choosePeriod(
  { when, period, typedPeriod = "" }: Pick<FormInput, "when" | "period" | "typedPeriod">,
  settings: Settings,
  now: Date,
): PeriodChoice {
  const context = periodContext(settings, now);
  const periods = when === "schedule" ? recurringPeriods(context) : periodOptions(settings, now);
  if (period === OTHER_PERIOD) return { periods, period, typedPeriod };
  const label = labelOf(period, context);
  const same = periods.find(({ value }) => labelOf(value, context) === label);
  return same === undefined
    ? { periods, period: OTHER_PERIOD, typedPeriod: period }
    : { periods, period: same.value, typedPeriod };
}

/** With what they are now: `The month before (now October 2026)`. */
function recurringPeriods(context: PeriodContext): readonly Option[] {
  return Object.entries(RECURRING).map(([value, words]) => ({
    value,
    label: `${words} (now ${labelOf(value, context)})`,
  }));
}

function labelOf(code: string, context: PeriodContext): string | undefined {
  try {
    return parsePeriod(code, context).label;
  } catch (error) {
    if (error instanceof UnknownPeriodError) return undefined;
    throw error;
  }
}
