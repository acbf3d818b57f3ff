import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { isLate } from "../formulas/on-time-rate.ts";
import type { Block, ChartBlock, Section, TableBlock } from "../report.ts";
import { pointsAgainst, ratioOf, wholeOf } from "./change.ts";
import type { LogisticsFacts, LogisticsSpan } from "./logistics.ts";
import { plain } from "./plain-section.ts";
import { rangeWords } from "./spans.ts";
import { text } from "./values.ts";
import { heading, listing, plural, sentence } from "./wording.ts";

/** Jobs and on-time rate by month. */
export function onTimeSection(
  input: ComposeInput,
  { now, before, months }: LogisticsFacts,
  format: Formatter,
): Section {
  const { rate, measured, onTime } = now.onTime;
  if (rate === undefined) {
    const words = `No completed job of ${now.span.label} can be measured against its promise`;
    return plain(words, "Write the promised and the completed day of each job in jobs.csv.");
  }
  const late = measured - onTime;
  const change = pointsAgainst(rate, before.onTime.rate, before.span.label);
  const was = `${format.ratio(rate)} were on time in ${now.span.label}`;
  const words =
    late === 0
      ? `no job was late in ${now.span.label}`
      : `${late} of ${plural(measured, "job")} ${late === 1 ? "was" : "were"} late in ${now.span.label}`;
  return {
    heading: heading(words),
    blocks: [
      ...onTimeChart(input, months, sentence(change === "" ? was : `${was}, ${change}`)),
      onTimeTable(input, months),
      ...lateText(now),
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
        text(span.label),
        wholeOf(jobs?.length),
        ratioOf(rate),
        wholeOf(rate === undefined ? undefined : measured - onTime),
      ],
    })),
  };
}

function lateText({ jobs = [], onTime }: LogisticsSpan): readonly Block[] {
  const late = jobs.filter(isLate).map(({ number }) => number);
  const unmeasured = jobs.length - onTime.measured;
  const parts = [
    late.length === 0 ? "" : `late: ${listing(late)}`,
    unmeasured === 0 ? "" : `${plural(unmeasured, "job")} without a promised day left out`,
  ];
  return parts.every((part) => part === "") ? [] : [{ kind: "text", text: sentence(...parts) }];
}
