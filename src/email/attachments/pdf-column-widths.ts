/** Divides a page's width among the columns of a table, so that figures and words stay whole wherever they can. */
import type { FontMetrics } from "../fonts/roboto.ts";

/** One column, ready to be measured. */
export interface MeasuredColumn {
  readonly label: string;
  /** Figures are never wrapped, words are. */
  readonly figures: boolean;
  readonly cells: readonly string[];
}

export interface FittedColumns {
  readonly fontSize: number;
  /** Points, without the gaps between columns. */
  readonly widths: readonly number[];
  /** Lines of the tallest row. */
  readonly lines: number;
}

/** Between two columns, in points. */
export const COLUMN_GAP = 12;
/** Tried in turn, in points. */
const FONT_SIZES = [9, 8, 7] as const;
/** A longer word may be broken; in units of the font size. */
const LONGEST_WORD = 9;
/** Estimates leave out kerning, and a bold total is wider than the rest. */
const SLACK = 1.04;
/** Of the room that is left over, beside 1 for a text: figures that stand apart are harder to compare. */
const FIGURE_WEIGHT = 0.6;

interface Needs {
  /** Narrowest width that breaks no word. */
  readonly least: number;
  /** Width that wraps nothing. */
  readonly most: number;
}

/**
 * Widths and the largest font size at which all columns fit; undefined if they do not fit at any.
 *
 * @param room Points from the first column's left to the last one's right.
 */
export function fitColumns(
  columns: readonly MeasuredColumn[],
  font: FontMetrics,
  room: number,
): FittedColumns | undefined {
  const needs = columns.map((column) => measure(column, font));
  const free = room - COLUMN_GAP * (columns.length - 1);
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  const fontSize = FONT_SIZES.find((size) => least * size <= free);
  if (fontSize === undefined) return undefined;
  const widths = share(needs, fontSize, free, columns);
  const lines = tallest(columns, widths, font, fontSize);
  return { fontSize, widths, lines };
}

function measure({ label, figures, cells }: MeasuredColumn, font: FontMetrics): Needs {
  const words = splitWords(label);
  let most = Math.max(1, ...words.map(font.widthOf));
  let least = Math.min(most, LONGEST_WORD);
  most = Math.max(most, Math.min(font.widthOf(label), LONGEST_WORD));
  for (const cell of cells) {
    const width = font.widthOf(cell);
    most = Math.max(most, width);
    if (figures && width <= LONGEST_WORD * 2) least = Math.max(least, width);
    else for (const word of splitWords(cell)) least = Math.max(least, wordWidth(word, font));
  }
  return { least: least * SLACK, most: most * SLACK };
}

function wordWidth(word: string, font: FontMetrics): number {
  return Math.min(LONGEST_WORD, font.widthOf(word));
}

/** Everybody gets the least, then those who want more in proportion, then all what is left, texts more of it. */
function share(
  needs: readonly Needs[],
  fontSize: number,
  free: number,
  columns: readonly MeasuredColumn[],
): readonly number[] {
  const least = needs.map((need) => need.least * fontSize);
  const wants = needs.map((need) => (need.most - need.least) * fontSize);
  const left = free - sum(least);
  const wanted = sum(wants);
  const part = wanted === 0 ? 0 : Math.min(1, left / wanted);
  const widths = least.map((width, at) => width + (wants[at] ?? 0) * part);
  const rest = free - sum(widths);
  const weights = widths.map((width, at) => (columns[at]?.figures ? FIGURE_WEIGHT : 1) * width);
  const total = sum(weights);
  return widths.map((width, at) => width + (rest * (weights[at] ?? 0)) / total);
}

/** Lines of the tallest row; words that do not fill a line are allowed for. */
function tallest(
  columns: readonly MeasuredColumn[],
  widths: readonly number[],
  font: FontMetrics,
  fontSize: number,
): number {
  let lines = 1;
  columns.forEach(({ cells, label }, at) => {
    const width = Math.max(1, widths[at] ?? 1);
    for (const cell of [label, ...cells]) {
      const filled = (font.widthOf(cell) * fontSize) / width;
      lines = Math.max(lines, filled <= 1 ? 1 : Math.ceil(filled * 1.4));
    }
  });
  return lines;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function splitWords(text: string): readonly string[] {
  return text.split(/[\s-]/u);
}
