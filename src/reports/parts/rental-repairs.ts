import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { overdueDays } from "../formulas/days.ts";
import type { Block, Section } from "../report.ts";
import { counted } from "./counted.ts";
import { plain } from "./plain-section.ts";
import type { RentalFacts } from "./rental.ts";
import { money, text } from "./values.ts";
import { heading } from "./wording.ts";

/** What is broken on the reporting date, for how long, and what it costs. */
export function maintenanceSection(
  input: ComposeInput,
  { repairs }: RentalFacts,
  format: Formatter,
): Section {
  const [oldest] = repairs;
  const day = format.date(input.reportingDate);
  if (oldest === undefined)
    return plain(
      "No maintenance is open",
      "Work on the property stands here once it is listed under maintenance in its file.",
    );
  const cost = repairs.reduce((sum, { item }) => sum + item.cost, 0);
  const days = overdueDays(oldest.item.opened, input.reportingDate);
  const age = days === 0 ? "since that day" : `for ${counted(format, days, "day")}`;
  const words = `${counted(format, repairs.length, "repair")} of ${format.money(cost)}`;
  const closed = repairs.filter(({ item }) => item.closed !== undefined).length;
  const one = repairs.length === 1;
  // Work that was closed since was open then, and is not any more.
  const finding =
    closed > 0
      ? `${words} ${one ? "was" : "were"} open on ${day}, ${one ? "" : "the oldest "}${age}`
      : one
        ? `${words} has been open ${age}`
        : `${words} are open, the oldest ${age}`;
  const since =
    closed === 0
      ? ""
      : `${one ? "it" : format.count(closed)} ${closed === 1 ? "is" : "are"} closed since`;
  return { heading: heading(finding, since), blocks: [repairTable(input, repairs, cost, format)] };
}

function repairTable(
  input: ComposeInput,
  repairs: RentalFacts["repairs"],
  cost: number,
  format: Formatter,
): Block {
  const { name, currency } = input.portfolio.settings;
  const title = ({ title, closed }: RentalFacts["repairs"][number]["item"]) =>
    closed === undefined ? title : `${title} (closed on ${format.date(closed)})`;
  return {
    kind: "table",
    title: {
      who: name,
      what: "Open maintenance, spent or estimated",
      when: format.date(input.reportingDate),
    },
    columns: [
      { label: "Work", align: "start" },
      { label: "Unit", align: "start" },
      { label: "Opened", align: "start" },
      { label: "Cost", unit: currency, align: "end" },
    ],
    rows: repairs.map(({ item }) => ({
      cells: [
        text(title(item)),
        text(item.unit),
        { kind: "date", value: item.opened },
        money(item.cost),
      ],
    })),
    total: [text("Total"), text(""), text(""), money(cost)],
  };
}
