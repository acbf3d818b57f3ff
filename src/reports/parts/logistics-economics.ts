import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, Section, TableBlock } from "../report.ts";
import { moneyOf } from "./change.ts";
import { counted, named } from "./counted.ts";
import type { LogisticsFacts, LogisticsSpan } from "./logistics.ts";
import { indirectText } from "./logistics-indirect.ts";
import { lossesOf } from "./logistics-losses.ts";
import { plain } from "./plain-section.ts";
import { nameOf } from "./span-words.ts";
import { monthCell, rangeWords } from "./spans.ts";
import { heading, sentence } from "./wording.ts";

/** What a job earns, costs directly and pays at the dump, by month, and what of the cost is on no job. */
export function economicsSection(
  input: ComposeInput,
  facts: LogisticsFacts,
  format: Formatter,
): Section {
  const { now, before, months } = facts;
  const { economics } = now;
  if (economics === undefined) {
    const words = `What a job of ${nameOf(input.period)} earned and cost is not on record`;
    return plain(words, "Write revenue, cost and disposal_fee of each completed job in jobs.csv.");
  }
  const margin = economics.revenue - economics.cost;
  const was = before.economics && before.economics.revenue - before.economics.cost;
  const short = (minor: number) => format.money(format.roundMoney(Math.abs(minor)));
  const left = `each job ${margin < 0 ? "lost" : "left"} ${short(margin)} after its direct cost`;
  const compared =
    was === undefined
      ? ""
      : `, against ${was < 0 ? "a loss of " : ""}${short(was)} ${before.span.when}`;
  const { disposal } = economics;
  const fee = disposal === undefined ? "" : `disposal took ${short(disposal)} where there was any`;
  return {
    heading: heading(left + compared, fee),
    blocks: [
      economicsTable(input, months),
      ...indirectText(facts, format),
      ...lossText(now, format),
    ],
  };
}

function economicsTable(
  { portfolio: { settings } }: ComposeInput,
  months: readonly LogisticsSpan[],
): TableBlock {
  const amount = (label: string) => ({ label, unit: settings.currency, align: "end" }) as const;
  return {
    kind: "table",
    title: {
      who: settings.name,
      what: "Revenue and direct cost per job",
      when: rangeWords(months),
    },
    columns: [
      { label: "Month", align: "start" },
      amount("Revenue"),
      amount("Direct cost"),
      amount("Disposal, where any"),
    ],
    rows: months.map(({ span, economics }) => ({
      cells: [
        monthCell(span),
        moneyOf(economics?.revenue),
        moneyOf(economics?.cost),
        moneyOf(economics?.disposal),
      ],
    })),
  };
}

/** The largest losses first. */
function lossText({ jobs = [], economics }: LogisticsSpan, format: Formatter): readonly Block[] {
  const losses = lossesOf(jobs).map(({ job, loss }) => `${job.number} (${format.money(loss)})`);
  const blind = jobs.length - (economics?.jobs ?? 0);
  const parts = [
    losses.length === 0 ? "" : `at a loss: ${named(losses, format)}`,
    blind === 0 ? "" : `${counted(format, blind, "job")} without revenue or cost left out`,
  ];
  return parts.every((part) => part === "") ? [] : [{ kind: "text", text: sentence(...parts) }];
}
