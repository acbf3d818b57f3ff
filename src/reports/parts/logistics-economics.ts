import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, Section, TableBlock } from "../report.ts";
import { moneyOf } from "./change.ts";
import type { LogisticsFacts, LogisticsSpan } from "./logistics.ts";
import { plain } from "./plain-section.ts";
import { rangeWords } from "./spans.ts";
import { text } from "./values.ts";
import { heading, listing, plural, sentence } from "./wording.ts";

/** What a job earns, costs and pays at the dump, by month. */
export function economicsSection(
  input: ComposeInput,
  { now, before, months }: LogisticsFacts,
  format: Formatter,
): Section {
  const { economics } = now;
  if (economics === undefined) {
    const words = `What a job of ${now.span.label} earned and cost is not on record`;
    return plain(words, "Write revenue, cost and disposal_fee of each completed job in jobs.csv.");
  }
  const margin = economics.revenue - economics.cost;
  const was = before.economics && before.economics.revenue - before.economics.cost;
  const short = (minor: number) => format.money(format.roundMoney(Math.abs(minor)));
  const left = `each job ${margin < 0 ? "lost" : "left"} ${short(margin)}`;
  const compared =
    was === undefined
      ? ""
      : `, against ${was < 0 ? "a loss of " : ""}${short(was)} in ${before.span.label}`;
  const { disposal } = economics;
  const fee = disposal === undefined ? "" : `disposal took ${short(disposal)} where there was any`;
  return {
    heading: heading(left + compared, fee),
    blocks: [economicsTable(input, months), ...lossText(now, format)],
  };
}

function economicsTable(
  { portfolio: { settings } }: ComposeInput,
  months: readonly LogisticsSpan[],
): TableBlock {
  const amount = (label: string) => ({ label, unit: settings.currency, align: "end" }) as const;
  return {
    kind: "table",
    title: { who: settings.name, what: "Revenue and cost per job", when: rangeWords(months) },
    columns: [
      { label: "Month", align: "start" },
      amount("Revenue"),
      amount("Cost"),
      amount("Of it disposal"),
    ],
    rows: months.map(({ span, economics }) => ({
      cells: [
        text(span.label),
        moneyOf(economics?.revenue),
        moneyOf(economics?.cost),
        moneyOf(economics?.disposal),
      ],
    })),
  };
}

function lossText({ jobs = [], economics }: LogisticsSpan, format: Formatter): readonly Block[] {
  const losses = jobs.flatMap(({ number, revenue, cost }) =>
    revenue !== undefined && cost !== undefined && cost > revenue
      ? [`${number} (${format.money(cost - revenue)})`]
      : [],
  );
  const blind = jobs.length - (economics?.jobs ?? 0);
  const parts = [
    losses.length === 0 ? "" : `at a loss: ${listing(losses)}`,
    blind === 0 ? "" : `${plural(blind, "job")} without revenue or cost left out`,
  ];
  return parts.every((part) => part === "") ? [] : [{ kind: "text", text: sentence(...parts) }];
}
