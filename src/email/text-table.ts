import { widthOf } from "./plain.ts";
import { pad, TEXT_WIDTH, wrap, wrapHard } from "./text-layout.ts";

/** A table of strings, ready to be set in a fixed-width font. */
export interface TextTable {
  readonly columns: readonly { readonly label: string; readonly align: "left" | "right" }[];
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[];
}

const GAP = "  ";
/** Narrower columns are harder to read than rows written out. */
const NARROWEST = 8;

/**
 * Sets a table in at most 78 columns. Wide columns are wrapped; where even that does not fit, each row is
 * written out as `label: value` lines.
 */
export function setTable(table: TextTable): string {
  const widths = fitWidths(table);
  return widths === undefined ? writeOut(table) : setAligned(table, widths);
}

function setAligned({ columns, rows, total }: TextTable, widths: readonly number[]): string {
  const setRow = (cells: readonly string[]) => setLines(cells, columns, widths);
  const rule = widths.map((width) => "-".repeat(width)).join(GAP);
  return [
    ...setRow(columns.map(({ label }) => label)),
    rule,
    ...rows.flatMap(setRow),
    ...(total.length > 0 ? [rule, ...setRow(total)] : []),
  ].join("\n");
}

/** One row, as many lines as its tallest cell. */
function setLines(
  cells: readonly string[],
  columns: TextTable["columns"],
  widths: readonly number[],
): readonly string[] {
  const wrapped = widths.map((width, index) => wrapHard(cells[index] ?? "", width));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_line, at) =>
    wrapped
      .map((lines, index) => pad(lines[at] ?? "", widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd(),
  );
}

/**
 * Widths that fit into a line, taking from the widest column first. Words stay whole as long as another column
 * has room to give; undefined if there is no good way.
 */
function fitWidths({ columns, rows, total }: TextTable): readonly number[] | undefined {
  const cells = columns.map(({ label }, index) => [
    label,
    total[index] ?? "",
    ...rows.map((row) => row[index] ?? ""),
  ]);
  const widths = cells.map((texts) => Math.max(1, ...texts.map(widthOf)));
  const words = cells.map((texts) => Math.max(...texts.flatMap(splitWords).map(widthOf)));
  const room = TEXT_WIDTH - GAP.length * (columns.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (; excess > 0; excess -= 1) {
    const at = widestAbove(widths, words) ?? widestAbove(widths, []);
    if (at === undefined) return undefined;
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}

/** The widest column that is still wider than its floor. */
function widestAbove(widths: readonly number[], floors: readonly number[]): number | undefined {
  const free = widths.map((width, at) =>
    width > Math.max(NARROWEST, floors[at] ?? 0) ? width : 0,
  );
  const widest = Math.max(...free);
  return widest === 0 ? undefined : free.indexOf(widest);
}

function splitWords(text: string): readonly string[] {
  return text.split(/\s+/);
}

function writeOut({ columns, rows, total }: TextTable): string {
  return [...rows, ...(total.length > 0 ? [total] : [])]
    .map((row) =>
      columns
        .map(({ label }, index) =>
          wrap(`${label}: ${row[index] ?? ""}`, "  ", index === 0 ? "" : "  "),
        )
        .join("\n"),
    )
    .join("\n\n");
}
