import { z } from "zod";
import { unique } from "./lists.ts";
import { sourced } from "./mapping.ts";
import type { MoneySchemas } from "./money.ts";
import { daysOfMonth, flag, hoursOfDay, isoDate, text } from "./scalars.ts";

const rentalUnit = sourced({ unit: text, available: flag });

const truck = sourced({
  truck: text,
  available: flag.default(true),
  hours_per_day: hoursOfDay,
  days_per_month: daysOfMonth,
});

const maintenance = ({ money }: MoneySchemas) =>
  sourced({
    title: text,
    unit: text,
    opened: isoDate,
    closed: z.exactOptional(isoDate),
    cost: money,
  }).superRefine(({ opened, closed }, context) => {
    if (closed === undefined || closed >= opened) return;
    const message = `is ${closed}, expected a day on or after opened (${opened})`;
    context.addIssue({ code: "custom", path: ["closed"], message });
  });

/** What an entity lets and drives: fields of its file. */
export function operationsFields(money: MoneySchemas) {
  return {
    rental_units: unique(rentalUnit, "unit", ({ unit }) => unit),
    trucks: unique(truck, "truck", ({ truck }) => truck),
    maintenance: z.array(maintenance(money)).default([]),
  };
}
