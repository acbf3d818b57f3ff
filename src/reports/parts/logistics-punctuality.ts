import type { Job } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { isLate } from "../formulas/on-time-rate.ts";
import type { Block, ChartBlock, Section, TableBlock } from "../report.ts";
import { pointsAgainst, ratioOf, wholeOf } from "./change.ts";
import { counted, named } from "./counted.ts";
import type { LogisticsFacts, LogisticsSpan } from "./logistics.ts";
import { plain } from "./plain-section.ts";
import { nameOf } from "./span-words.ts";
import { monthCell, rangeWords } from "./spans.ts";
import { heading, sentence } from "./wording.ts";

/** Jobs and on-time rate by month. */
export function onTimeSection(
  input: ComposeInput,
  { now, before, months }: LogisticsFacts,
  format: Formatter,
): Section {
  const { rate, measured, onTime } = now.onTime;
  if (rate === undefined) {
    const words = `No completed job of ${nameOf(input.period)} can be measured against its promise`;
    return plain(words, "Write the promised and the completed day of each job in jobs.csv.");
  }
  const late = measured - onTime;
  const change = pointsAgainst(rate, before.onTime.rate, before.span.label, format);
  const was = `${format.ratio(rate)} were on time ${now.span.when}`;
  const words =
    late === 0
      ? `no job was late ${now.span.when}`
      : `${format.count(late)} of ${counted(format, measured, "job")} ${late === 1 ? "was" : "were"} late ${now.span.when}`;
  return {
    heading: heading(words),
    blocks: [
      ...onTimeChart(
        input,
        months,
        sentence(change === undefined ? was : `${was}, ${change.words}`),
      ),
      onTimeTable(input, months),
      ...lateText(now, format),
    ],
  };
}

function onTimeChart(
  { portfolio: { settings } }: ComposeInput,
  months: readonly LogisticsSpan[],
  message: string,
): readonly ChartBlock[] {
  const known = months.filter(({ onTime }) => onTime.rate !== undefined);
  // One column shows no course.
  if (known.length < 2) return [];
  return [
    {
      kind: "chart",
      shape: "columns",
      title: { who: settings.name, what: "Jobs on time in %", when: rangeWords(months) },
      message,
      categories: known.map(({ span }) => span.short),
      series: [
        {
          name: "On time",
          scenario: "actual",
          values: known.map(({ onTime }) => ratioOf(onTime.rate)),
        },
      ],
    },
  ];
}

function onTimeTable(
  { portfolio: { settings } }: ComposeInput,
  months: readonly LogisticsSpan[],
): TableBlock {
  return {
    kind: "table",
    title: { who: settings.name, what: "Completed jobs", when: rangeWords(months) },
    columns: [
      { label: "Month", align: "start" },
      { label: "Jobs", align: "end" },
      { label: "On time", align: "end" },
      { label: "Late", align: "end" },
    ],
    rows: months.map(({ span, jobs, onTime: { onTime, measured, rate } }) => ({
      cells: [
        monthCell(span),
        wholeOf(jobs?.length),
        ratioOf(rate),
        wholeOf(rate === undefined ? undefined : measured - onTime),
      ],
    })),
  };
}

function lateText({ jobs = [], onTime }: LogisticsSpan, format: Formatter): readonly Block[] {
  // The latest first: what is cut off is long ago.
  const late = jobs
    .filter(isLate)
    .toSorted(byCompletion)
    .map(({ number }) => number);
  const unmeasured = jobs.length - onTime.measured;
  const parts = [
    late.length === 0 ? "" : `late: ${named(late, format)}`,
    unmeasured === 0 ? "" : `${counted(format, unmeasured, "job")} without a promised day left out`,
  ];
  return parts.every((part) => part === "") ? [] : [{ kind: "text", text: sentence(...parts) }];
}

function byCompletion(one: Job, other: Job): number {
  const order = ({ completed = "", number }: Job) => `${completed} ${number}`;
  return order(one) < order(other) ? 1 : -1;
}
