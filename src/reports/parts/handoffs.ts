import type { Handoff } from "../../portfolio/operations.ts";
import type { Entity } from "../../portfolio/portfolio.ts";
import type { ComposeInput } from "../definition.ts";
import type { Formatter } from "../format.ts";
import { addDays } from "../formulas/days.ts";
import type { ListItem, Section } from "../report.ts";
import type { Owned } from "./entities.ts";
import { heading, plural } from "./wording.ts";

/** How far back hand-offs are shown. */
const HANDOFF_DAYS = 60;

/** Hand-offs of the last 60 days: those that leave something open, then those that only decided; latest first. */
export function recentHandoffs(
  { portfolio, reportingDate }: ComposeInput,
  entities: readonly Entity[],
): readonly Owned<Handoff>[] {
  const since = addDays(reportingDate, -HANDOFF_DAYS);
  const order = ({ item: { openItems, date, source } }: Owned<Handoff>) =>
    `${openItems.length > 0 ? 1 : 0} ${date} ${source.file}`;
  return (portfolio.handoffs ?? [])
    .filter(({ date }) => since <= date && date <= reportingDate)
    .filter(({ decisions, openItems }) => decisions.length + openItems.length > 0)
    .flatMap((item) => {
      const entity = entities.find(({ id }) => id === item.entity);
      return entity === undefined ? [] : [{ entity, item }];
    })
    .toSorted((one, other) => (order(one) > order(other) ? -1 : 1));
}

/** What was decided and what is open; no section while nobody handed anything off. */
export function handoffSections(
  handoffs: readonly Owned<Handoff>[],
  format: Formatter,
): readonly Section[] {
  if (handoffs.length === 0) return [];
  const items = handoffs.map((handoff) => handoffItem(handoff, format));
  return [
    { heading: heading(handoffWords(handoffs)), blocks: [{ kind: "list", ranked: false, items }] },
  ];
}

/** `4 hand-offs of the last 60 days leave 6 items open` */
function handoffWords(handoffs: readonly Owned<Handoff>[]): string {
  const open = handoffs.reduce((sum, { item }) => sum + item.openItems.length, 0);
  const name = `${plural(handoffs.length, "hand-off")} of the last ${HANDOFF_DAYS} days`;
  const leaves = handoffs.length === 1 ? "leaves" : "leave";
  return open === 0
    ? `${name} ${leaves} nothing open`
    : `${name} ${leaves} ${plural(open, "item")} open`;
}

function handoffItem({ entity, item }: Owned<Handoff>, format: Formatter): ListItem {
  const { title, decisions, openItems, owner, date } = item;
  const parts = [
    openItems.length === 0 ? "" : `Open: ${openItems.join("; ")}.`,
    decisions.length === 0 ? "" : `Decided: ${decisions.join("; ")}.`,
  ];
  return {
    title,
    detail: parts.filter((part) => part !== "").join(" "),
    tags: [entity.name, owner, format.date(date)],
  };
}
