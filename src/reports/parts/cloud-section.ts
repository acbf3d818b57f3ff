import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import type { Block, ChartBlock, ChartSeries, Row, Section, TableBlock } from "../report.ts";
import type { CloudBill, ServiceCost } from "./cloud.ts";
import type { Work } from "./remedies.ts";
import { noPoint } from "./roadmap.ts";
import { money, nothing, text } from "./values.ts";
import { heading, listing, sentence } from "./wording.ts";

/** `$25 of the $50–84 a month for AWS can be saved` */
export function cloudWords({ provider, total, saves }: CloudBill, format: Formatter): string {
  if (total === undefined) return "what the cloud costs is not on record";
  const cost = `the ${format.moneyRange(total.low, total.high)} a month for ${provider ?? "the cloud"}`;
  return saves === 0
    ? `no saving is identified on ${cost}`
    : `${format.money(saves)} of ${cost} can be saved`;
}

/** `AWS cost` */
export function cloudLabel({ provider }: CloudBill): string {
  return `${provider ?? "Cloud"} cost`;
}

/** Cost by service, before and after savings. */
export function cloudSection(
  input: ComposeInput,
  bill: CloudBill,
  roadmap: readonly Work[],
  format: Formatter,
): Section {
  if (bill.total === undefined) {
    const text = "Write the services on each entity's bill under cloud.services in its file.";
    return {
      heading: "What the cloud costs is not on record",
      blocks: [{ kind: "text", text }],
    };
  }
  const forgotten = unplannedSavings(bill, roadmap, format);
  const blocks: Block[] = [chart(input, bill, format), table(input, bill)];
  if (forgotten.length > 0) {
    blocks.push({
      kind: "text",
      text: sentence(`${noPoint(input)} takes up: ${listing(forgotten)}`),
    });
  }
  return { heading: heading(savingWords(bill, format)), blocks };
}

/** `EC2 holds $15.50 of $25 a month in AWS savings` */
function savingWords({ provider, services, saves }: CloudBill, format: Formatter): string {
  const [top, ...others] = savingServices(services).toSorted(
    (one, other) => other.saves - one.saves,
  );
  if (top === undefined) {
    const [most, second] = services;
    const spent = `of what is spent on ${provider ?? "the cloud"}`;
    return most ? `${most.name} costs ${second ? "most" : "all"} ${spent}` : "";
  }
  const whole = `${format.money(saves)} a month in ${provider ?? "cloud"} savings`;
  return others.length === 0
    ? `${top.name} holds all of ${whole}`
    : `${top.name} holds ${format.money(top.saves)} of ${whole}`;
}

function savingServices(services: readonly ServiceCost[]): readonly ServiceCost[] {
  return services.filter(({ saves }) => saves > 0);
}

/** What can be saved but no open work takes up, e.g. `end the idle instance ($7 a month, Lightsail)`. */
function unplannedSavings(
  { lines }: CloudBill,
  roadmap: readonly Work[],
  format: Formatter,
): readonly string[] {
  const planned = new Set(roadmap.flatMap(({ remedy }) => remedy.resolves));
  return lines.flatMap(({ item: { name, saving } }) =>
    saving === undefined || planned.has(saving.id)
      ? []
      : [`${saving.how} (${format.money(saving.monthly)} a month, ${name})`],
  );
}

/** Services with a saving, now and after it; the rest in one bar, because nothing changes there. */
function chart(input: ComposeInput, bill: CloudBill, format: Formatter): ChartBlock {
  const { settings } = input.portfolio;
  const bars = chartBars(bill.services);
  const now: ChartSeries = {
    name: "Now",
    scenario: "actual",
    values: bars.map(({ high }) => money(high)),
  };
  const after: ChartSeries = {
    name: "After savings",
    scenario: "plan",
    values: bars.map(({ high, saves }) => money(high - saves)),
  };
  return {
    kind: "chart",
    shape: "bars",
    title: {
      who: settings.name,
      what: `${cloudLabel(bill)} in ${settings.currency} a month, upper end`,
      when: input.period.label,
    },
    message: chartMessage(bill, format),
    categories: bars.map(({ name }) => name),
    series: bill.saves > 0 ? [now, after] : [now],
  };
}

function chartMessage({ services, total, saves }: CloudBill, format: Formatter): string {
  const [top, second] = services;
  const upper = total?.high ?? 0;
  const whole = second ? ` of ${format.money(upper)}` : "";
  const most = top
    ? `${top.name} costs ${second ? "most, " : ""}up to ${format.money(top.monthly.high)}${whole} a month`
    : "";
  const after = `savings bring the upper end down to ${format.money(upper - saves)}`;
  return sentence(most, saves === 0 ? "" : after);
}

function chartBars(services: readonly ServiceCost[]) {
  const bar = ({ name, monthly, saves }: ServiceCost) => ({ name, high: monthly.high, saves });
  const saving = savingServices(services);
  const rest = services.filter(({ saves }) => saves === 0);
  if (saving.length === 0 || rest.length < 2) return services.map(bar);
  const high = rest.reduce((sum, { monthly }) => sum + monthly.high, 0);
  return [...saving.map(bar), { name: `${rest.length} other services`, high, saves: 0 }];
}

function table({ portfolio, period }: ComposeInput, bill: CloudBill): TableBlock {
  const { name, currency } = portfolio.settings;
  const { low, high } = bill.total ?? { low: 0, high: 0 };
  const amount = (label: string) => ({ label, unit: currency, align: "end" }) as const;
  return {
    kind: "table",
    title: { who: name, what: `${cloudLabel(bill)} a month`, when: period.label },
    columns: [
      { label: "Service", align: "start" },
      amount("Low"),
      amount("High"),
      amount("Saving"),
    ],
    rows: bill.services.map(serviceRow),
    total: [text("Total"), money(low), money(high), savingCell(bill.saves)],
  };
}

function serviceRow({ name, monthly, saves }: ServiceCost): Row {
  return { cells: [text(name), money(monthly.low), money(monthly.high), savingCell(saves)] };
}

function savingCell(saves: number) {
  return saves === 0 ? nothing : money(saves);
}
