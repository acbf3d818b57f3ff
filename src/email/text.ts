/** The plain-text twin: the same view as the HTML, laid out to be read as text. */
import type {
  BlockView,
  CalloutView,
  FigureView,
  ListView,
  MailView,
  SectionView,
} from "./mail-view.ts";
import { NOTE_TITLE } from "./note-title.ts";
import { NO_BREAK_SPACE, widthOf } from "./plain.ts";
import type { TableView } from "./table-view.ts";
import { setChart } from "./text-chart.ts";
import { pad, TEXT_WIDTH, wrap } from "./text-layout.ts";
import { setTable } from "./text-table.ts";

const RULE = "-".repeat(TEXT_WIDTH);

/** Lays a view out as text of at most 78 columns, but for words that are longer. */
export function buildText(view: MailView): string {
  const figures = view.figureRows.flatMap((row) => row.figures);
  const parts = [
    ...setNote(view),
    wrap(`${view.title} · ${view.period}`),
    wrap(`${view.portfolio} · worked out for ${view.reportingDate}`),
    "",
    wrap(view.headline),
    ...(figures.length > 0 ? ["", ...setFigures(figures)] : []),
    ...setActions(view),
    ...view.sections.flatMap(setSection),
    ...setMissing(view),
    ...setSources(view),
    "",
    RULE,
    ...setFiles(view),
    wrap(
      `You get this mail because you are on the list for the ${view.title}. Whoever runs the reports can change the list.`,
    ),
  ];
  // In text that people copy and search, a space is a space.
  return `${parts.join("\n")}\n`.replaceAll(NO_BREAK_SPACE, " ");
}

/** Before everything else, set off from the report by a bar. */
function setNote({ senderNote }: MailView): readonly string[] {
  if (senderNote.length === 0) return [];
  const paragraphs = senderNote.map((text) => wrap(text, "  | "));
  return [`${NOTE_TITLE}:`, "", paragraphs.join("\n  |\n"), ""];
}

function setFiles({ attached, leftOut }: MailView): readonly string[] {
  const lines = [
    attached === "" ? "" : `Attached: ${attached}`,
    leftOut === "" ? "" : `Left out, because the mail would have been too large: ${leftOut}`,
  ];
  return lines.filter((line) => line !== "").flatMap((line) => [wrap(line), ""]);
}

function setFigures(figures: readonly FigureView[]): readonly string[] {
  const labels = Math.min(32, Math.max(...figures.map(({ label }) => widthOf(label))));
  return figures.map(({ label, value, arrow, change, note, meaningWord }) => {
    const extra = [`${arrow} ${change}`.trim(), note, meaningWord]
      .filter((part) => part !== "")
      .join("; ");
    const rest = extra === "" ? value : `${value} (${extra})`;
    return wrap(rest, " ".repeat(labels + 2), `${pad(label, labels)}  `);
  });
}

function setSection({ heading, blocks }: SectionView): readonly string[] {
  return ["", RULE, wrap(heading), ...blocks.flatMap((block) => ["", ...setBlock(block)])];
}

function setBlock({ paragraphs, callout, list, table, chart }: BlockView): readonly string[] {
  if (paragraphs !== null) return [paragraphs.map((text) => wrap(text)).join("\n\n")];
  if (callout !== null) return [setCallout(callout)];
  if (list !== null) return setList(list);
  if (table !== null) return setTableBlock(table);
  return chart === null ? [] : setChart(chart);
}

function setCallout({ word, message }: CalloutView): string {
  return wrap(`${word}: ${message}`, "  | ");
}

function setList({ items, more }: ListView): readonly string[] {
  const lines = items.map(({ mark, title, tags, detail }) => {
    const head = wrap(tags === "" ? title : `${title} [${tags}]`, "    ", pad(numbered(mark), 4));
    return detail === "" ? head : `${head}\n${wrap(detail, "    ")}`;
  });
  return more === "" ? lines : [...lines, `    ${more}`];
}

function setTableBlock(table: TableView): readonly string[] {
  const rows = table.rows.map(({ sign, cells }) =>
    cells.map(({ value }, index) => (index === 0 && sign !== "" ? `${sign} ${value}` : value)),
  );
  const total = table.total.map(({ value }) => value);
  const lines = [wrap(table.title), "", setTable({ columns: table.columns, rows, total })];
  return table.more === "" ? lines : [...lines, table.more];
}

function setActions({ actions, moreActions }: MailView): readonly string[] {
  if (actions.length === 0) return [];
  const items = actions.map(({ rank, title, who, late, detail }) => {
    const whoLine = late === "" ? who : `${who}, ${late}`;
    const lines = [whoLine, detail].filter((line) => line !== "").map((line) => wrap(line, "    "));
    return [wrap(title, "    ", pad(numbered(`${rank}`), 4)), ...lines].join("\n");
  });
  return [
    "",
    RULE,
    "What to do next",
    "",
    ...items,
    ...(moreActions ? [`    ${moreActions}`] : []),
  ];
}

function setMissing({ missing, moreMissing }: MailView): readonly string[] {
  if (missing.length === 0) return [];
  const items = missing.map(({ what, from }) => wrap(`${what}: from ${from}`, "    ", "  - "));
  const more = moreMissing === "" ? [] : [`    ${moreMissing}`];
  return ["", RULE, "What is missing, and where it would come from", "", ...items, ...more];
}

function setSources({ sources, newer }: MailView): readonly string[] {
  if (sources.length === 0) return [];
  const items = sources.map(({ label, files, asOf }) =>
    wrap(`${label}: ${files} · as of ${asOf}`, "    ", "  - "),
  );
  return [
    "",
    RULE,
    "Where each figure comes from, and how old that is",
    "",
    ...(newer === "" ? [] : [wrap(newer), ""]),
    ...items,
  ];
}

function numbered(mark: string): string {
  return /^\d+$/u.test(mark) ? `${mark}.` : mark;
}
