import { JOB_STAGES, type Job } from "../../portfolio/operations.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { DaySpan } from "../formulas/calendar-span.ts";
import { isWithin } from "../formulas/open-on.ts";
import type { ChartBlock, Section } from "../report.ts";
import { counted } from "./counted.ts";
import type { LogisticsFacts, LogisticsSpan } from "./logistics.ts";
import { plain } from "./plain-section.ts";
import { nameOf } from "./span-words.ts";
import { titleWhen } from "./spans.ts";
import { count } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** What became of the inquiries of a span. Booked, lost and open ones add up to all. */
export interface Funnel {
  /** How many got how far; each stage includes the ones after it. */
  readonly steps: readonly { readonly stage: Job["stage"]; readonly count: number }[];
  readonly inquiries: number;
  readonly booked: number;
  /** Before they were booked. */
  readonly lost: number;
  /** Booked and then called off. */
  readonly cancelled: number;
  /** Neither booked nor lost: what becomes of them is still to be seen. */
  readonly open: number;
}

/** How far the inquiries of a span have come by now. */
function funnelOf(jobs: readonly Job[], span: DaySpan): Funnel {
  const cohort = jobs.filter(({ inquired }) => isWithin(inquired, span));
  const depth = (stage: Job["stage"]) => JOB_STAGES.indexOf(stage);
  const isBooked = ({ stage }: Job) => depth(stage) >= depth("booked");
  const undecided = cohort.filter((job) => !isBooked(job));
  const lost = undecided.filter((job) => job.lost).length;
  return {
    steps: JOB_STAGES.map((stage) => ({
      stage,
      count: cohort.filter((job) => depth(job.stage) >= depth(stage)).length,
    })),
    inquiries: cohort.length,
    booked: cohort.length - undecided.length,
    lost,
    cancelled: cohort.filter((job) => job.lost).length - lost,
    open: undecided.length - lost,
  };
}

/** How far the inquiries of the period got, beside those of the one before. */
export function funnelSection(
  input: ComposeInput,
  { jobs, now, before }: LogisticsFacts,
  format: Formatter,
): Section {
  const cohort = (span: LogisticsSpan) => funnelOf(span.jobs === undefined ? [] : jobs, span.span);
  const [funnel, earlier] = [cohort(now), cohort(before)];
  if (funnel.inquiries === 0) {
    const words = `No inquiry of ${nameOf(input.period)} is on record`;
    return plain(
      words,
      "Write every inquiry in jobs.csv with its stage, also those that are lost.",
    );
  }
  const rate = ({ booked, inquiries }: Funnel) => format.ratio(booked / inquiries);
  const open = openWords(funnel, format);
  const was =
    earlier.inquiries === 0 ? "" : `against ${rate(earlier)} of those ${before.span.when}`;
  const booked = `${rate(funnel)} of inquiries ${now.span.when} were booked`;
  return {
    heading: heading([booked, was].filter((part) => part !== "").join(", "), open),
    blocks: [funnelChart(input, { now: funnel, before: earlier }, { now, before }, format)],
  };
}

/** `5 are still open`; as long as there are, the rate is not final. */
function openWords({ open }: Funnel, format: Formatter): string {
  if (open === 0) return "";
  return `${format.count(open)} ${open === 1 ? "is" : "are"} still open`;
}

function funnelMessage(funnel: Funnel, format: Formatter): string {
  const { inquiries, booked, lost, cancelled } = funnel;
  const whole = counted(format, inquiries, "inquiry", "inquiries");
  return sentence(
    `${format.count(booked)} of ${whole} ${booked === 1 ? "was" : "were"} booked`,
    cancelled === 0
      ? ""
      : `${format.count(cancelled)} of them ${cancelled === 1 ? "was" : "were"} called off`,
    `${format.count(lost)} ${lost === 1 ? "is" : "are"} lost`,
    openWords(funnel, format),
  );
}

function funnelChart(
  input: ComposeInput,
  funnels: { readonly now: Funnel; readonly before: Funnel },
  spans: Pick<LogisticsFacts, "now" | "before">,
  format: Formatter,
): ChartBlock {
  const values = ({ steps }: Funnel) => steps.map((step) => count(step.count));
  return {
    kind: "chart",
    shape: "bars",
    title: {
      who: input.portfolio.settings.name,
      what: "Inquiries that reached each stage",
      when: titleWhen(input, spans.now.span),
    },
    message: funnelMessage(funnels.now, format),
    categories: funnels.now.steps.map(({ stage }) => STAGE_LABELS[stage]),
    series: [
      { name: spans.now.span.label, scenario: "actual", values: values(funnels.now) },
      ...(funnels.before.inquiries === 0
        ? []
        : [
            {
              name: spans.before.span.label,
              scenario: "previous" as const,
              values: values(funnels.before),
            },
          ]),
    ],
  };
}

const STAGE_LABELS = {
  inquiry: "Inquiry",
  quoted: "Quoted",
  booked: "Booked",
  completed: "Completed",
} as const;
