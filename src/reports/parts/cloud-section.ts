import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { savingOn } from "../formulas/identified-savings.ts";
import type { Block, ChartBlock, ListBlock, Row, Section, TableBlock } from "../report.ts";
import type { CloudBill, ServiceCost } from "./cloud.ts";
import { money, text } from "./values.ts";
import { heading, sentence } from "./wording.ts";

/** `$25 of the $50–84 that AWS costs a month can be saved` */
export function cloudWords({ provider, total, saves }: CloudBill, format: Formatter): string {
  if (total === undefined) return "what the cloud costs is not on record";
  const cost = format.moneyRange(total.low, total.high);
  const payee = provider ?? "the cloud";
  return saves === 0
    ? `${payee} costs ${cost} a month, with no saving identified`
    : `${format.money(saves)} of the ${cost} that ${payee} costs a month can be saved`;
}

/** `AWS cost` */
export function cloudLabel({ provider }: CloudBill): string {
  return `${provider ?? "Cloud"} cost`;
}

/** Cost by service, before and after savings. */
export function cloudSection(input: ComposeInput, bill: CloudBill, format: Formatter): Section {
  const finding = heading(cloudWords(bill, format));
  if (bill.total === undefined) {
    const text = "Write the services on each entity's bill under cloud.services in its file.";
    return { heading: finding, blocks: [{ kind: "text", text }] };
  }
  const blocks: Block[] = [chart(input, bill, format), table(input, bill)];
  if (bill.saves > 0) blocks.push(savingList(bill, format));
  return { heading: finding, blocks };
}

function chart(input: ComposeInput, bill: CloudBill, format: Formatter): ChartBlock {
  const { settings } = input.portfolio;
  const [top] = bill.services;
  const upper = bill.total?.high ?? 0;
  const most = top
    ? `${top.name} costs most, up to ${format.money(top.monthly.high)} of ${format.money(upper)} a month`
    : "";
  const after =
    bill.saves === 0
      ? ""
      : `savings bring the upper end down to ${format.money(upper - bill.saves)}`;
  return {
    kind: "chart",
    shape: "bars",
    title: {
      who: settings.name,
      what: `${cloudLabel(bill)} in ${settings.currency} a month, upper end`,
      when: input.period.label,
    },
    message: sentence(most, after),
    categories: bill.services.map(({ name }) => name),
    series: [
      {
        name: "Now",
        scenario: "actual",
        values: bill.services.map(({ monthly }) => money(monthly.high)),
      },
      {
        name: "After savings",
        scenario: "plan",
        values: bill.services.map(({ monthly, saves }) => money(monthly.high - saves)),
      },
    ],
  };
}

function table({ portfolio, period }: ComposeInput, bill: CloudBill): TableBlock {
  const { name, currency } = portfolio.settings;
  const { low, high } = bill.total ?? { low: 0, high: 0 };
  return {
    kind: "table",
    title: { who: name, what: `${cloudLabel(bill)} in ${currency} a month`, when: period.label },
    columns: [
      { label: "Service", align: "start" },
      { label: "Used by", align: "start" },
      { label: `Low, ${currency}`, align: "end" },
      { label: `High, ${currency}`, align: "end" },
      { label: `Saving, ${currency}`, align: "end" },
    ],
    rows: bill.services.map(serviceRow),
    total: [text("Total"), text(""), money(low), money(high), money(bill.saves)],
  };
}

function serviceRow({ name, usedBy, monthly, saves }: ServiceCost): Row {
  const cells = [
    text(name),
    text(usedBy.join(", ")),
    money(monthly.low),
    money(monthly.high),
    money(saves),
  ];
  return saves > 0 ? { cells, meaning: "good" } : { cells };
}

/** Each saving and how to have it, the largest first. */
function savingList({ lines }: CloudBill, format: Formatter): ListBlock {
  const savings = lines.flatMap(({ entity, item }) =>
    item.saving ? [{ entity, item, how: item.saving.how, saves: savingOn(item) }] : [],
  );
  const ranked = savings.toSorted((one, other) => other.saves - one.saves);
  return {
    kind: "list",
    ranked: true,
    items: ranked.map(({ entity, item, how, saves }) => ({
      title: heading(how),
      detail: `Saves ${format.money(saves)} a month.`,
      tags: [entity.name, item.name],
      meaning: "good",
    })),
  };
}
