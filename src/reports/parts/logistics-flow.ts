import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { isWithin } from "../formulas/open-on.ts";
import { utilisation } from "../formulas/utilisation.ts";
import type { ChartBlock, Section } from "../report.ts";
import { ratioOf } from "./change.ts";
import { type Funnel, funnelOf, type LogisticsFacts, type TruckHours } from "./logistics.ts";
import { plain } from "./plain-section.ts";
import { count, text } from "./values.ts";
import { heading, listing, plural, sentence } from "./wording.ts";

/** Hours out against hours available, by truck. */
export function truckSection(
  input: ComposeInput,
  { now, truckHours, trucks }: LogisticsFacts,
  format: Formatter,
): Section {
  if (now.utilisation === undefined) {
    const words = `How much the trucks were used in ${now.span.label} is not on record`;
    const lacks =
      trucks.length === 0
        ? "List trucks with hours_per_day and days_per_month in the entity's file."
        : "Write the truck and its hours for each job in jobs.csv.";
    return plain(words, lacks);
  }
  const still = truckHours.filter(({ out }) => out === 0).map(({ item }) => item.truck);
  const used = `trucks were out ${format.ratio(now.utilisation)} of their hours`;
  const stood = still.length === 0 ? "" : `${listing(still)} stood still`;
  return {
    heading: heading(used, stood),
    blocks: [
      {
        kind: "table",
        title: {
          who: input.portfolio.settings.name,
          what: "Truck utilisation in hours",
          when: input.period.label,
        },
        columns: [
          { label: "Truck", align: "start" },
          { label: "Out", align: "end" },
          { label: "Available", align: "end" },
          { label: "Used", align: "end" },
        ],
        rows: truckHours.map((each) => truckRow(each.item.truck, [each])),
        total: truckRow("Total", truckHours).cells,
      },
    ],
  };
}

function truckRow(label: string, trucks: readonly TruckHours[]) {
  const sum = (key: "out" | "available") => trucks.reduce((total, each) => total + each[key], 0);
  const [out, available] = [sum("out"), sum("available")];
  return {
    cells: [text(label), count(out), count(available), ratioOf(utilisation(out, available))],
  };
}

/** How far the inquiries of the period got, beside those of the one before. */
export function funnelSection(
  input: ComposeInput,
  { jobs, now, before }: LogisticsFacts,
  format: Formatter,
): Section {
  const funnel = now.jobs === undefined ? [] : funnelOf(jobs, now.span);
  const [inquiries, booked] = [countAt(funnel, "inquiry"), countAt(funnel, "booked")];
  if (inquiries === 0) {
    const words = `No inquiry of ${now.span.label} is on record`;
    return plain(
      words,
      "Write every inquiry in jobs.csv with its stage, also those that are lost.",
    );
  }
  const earlier = before.jobs === undefined ? [] : funnelOf(jobs, before.span);
  const was = countAt(earlier, "inquiry");
  const rate = format.ratio(booked / inquiries);
  const lost = jobs.filter((job) => job.lost && isWithin(job.inquired, now.span)).length;
  const compared =
    was === 0
      ? ""
      : `, against ${format.ratio(countAt(earlier, "booked") / was)} in ${before.span.label}`;
  const message = sentence(
    `${booked} of ${plural(inquiries, "inquiry", "inquiries")} were booked`,
    `${lost} ${lost === 1 ? "is" : "are"} lost`,
  );
  return {
    heading: heading(`${rate} of ${now.span.label}'s inquiries were booked${compared}`),
    blocks: [
      funnelChart(input, message, { now: funnel, before: was === 0 ? [] : earlier }, [
        now.span.label,
        before.span.label,
      ]),
    ],
  };
}

function funnelChart(
  { portfolio: { settings }, period }: ComposeInput,
  message: string,
  funnels: { readonly now: Funnel; readonly before: Funnel },
  [now, before]: readonly [string, string],
): ChartBlock {
  const values = (funnel: Funnel) => funnel.map((step) => count(step.count));
  return {
    kind: "chart",
    shape: "bars",
    title: { who: settings.name, what: "Inquiries that reached each stage", when: period.label },
    message,
    categories: funnels.now.map(({ stage }) => STAGE_LABELS[stage]),
    series: [
      { name: now, scenario: "actual", values: values(funnels.now) },
      ...(funnels.before.length === 0
        ? []
        : [{ name: before, scenario: "previous" as const, values: values(funnels.before) }]),
    ],
  };
}

const STAGE_LABELS = {
  inquiry: "Inquiry",
  quoted: "Quoted",
  booked: "Booked",
  completed: "Completed",
} as const;

function countAt(funnel: Funnel, stage: Funnel[number]["stage"]): number {
  return funnel.find((step) => step.stage === stage)?.count ?? 0;
}
